-- Who gave seats by hand: the source of every MANUAL reason. What was given are the reasons themselves.
create table manual_assignment (
    id           uuid primary key,
    made_by      text        not null,
    made_by_name text        not null,
    made_at      timestamptz not null,
    constraint maker_is_lower_case check (made_by = lower(made_by))
);
