-- One holder waits at one place, with any number of reasons; places of before count as one holder's each.
alter table waiting_place add column holder_id uuid;
update waiting_place set holder_id = reason_id;
alter table waiting_place alter column holder_id set not null;
create index waiting_place_of_holder on waiting_place (sku, holder_id, granted_at, reason_id);
