-- One holder waits at one place, with any number of reasons. Null: heard of before holders were kept, counts as one of its own.
alter table outcome_evidence add column holder_id uuid;
create index outcome_evidence_of_who_waits on outcome_evidence (sku, holder_id, since, reason_id) where outcome = 'WAITLISTED';
