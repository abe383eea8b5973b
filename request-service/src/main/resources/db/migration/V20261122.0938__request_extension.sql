-- A request may ask that the license of an earlier one lasts longer.
alter table request add column extends_request uuid references request (id);
alter table request add constraint extension_has_an_end check (extends_request is null or ends_on is not null);
alter table request add constraint no_request_extends_itself check (extends_request <> id);

create index request_by_what_it_extends on request (extends_request, id) where extends_request is not null;
