-- A case may be about a license that is held already and is to last longer.
alter table approval_case add column extends_request uuid;
alter table approval_case add column extends_from date;
alter table approval_case add constraint extension_says_from_when check ((extends_request is null) = (extends_from is null));
