alter table bulk_row add column turn integer, add column ends_on_as_written text;

comment on column bulk_row.turn is 'when it is served, where the order of the file would give what is needed too late; null: by its number';
comment on column bulk_row.ends_on_as_written is 'what stood there instead of a date';

create unique index one_row_per_turn on bulk_row (job_id, turn) where turn is not null;
