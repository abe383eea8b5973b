-- What this service knows of persons, from approval-service's events. Pages name them from here; the ledger asks only who is inactive.
create table person (
    id           uuid primary key,
    email        text        not null,
    name         text        not null,
    title        text,
    manager_id   uuid,
    active       boolean     not null,
    as_of        timestamptz not null,
    constraint email_is_lower_case check (email = lower(email))
);

comment on column person.as_of is 'time of the event this row stands for; an older one changes nothing';

create index person_by_email on person (email);
create index person_inactive on person (id) where not active;
