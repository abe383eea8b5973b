-- The page of a person shows what ended lately, and why.
create index past_reason_of_holder on reason (holder_id, ended_at desc) where state in ('ENDED', 'REFUSED');
