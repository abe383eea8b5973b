-- Every event of all services, once, as it happened.
create table history (
    id              uuid primary key,
    at              timestamptz not null,
    type            text not null,
    version         integer not null,
    source          text not null,
    topic           text not null,
    aggregate_type  text not null,
    aggregate_id    text not null,
    sequence        bigint not null,
    actor           text not null,
    causation_id    uuid,
    request_id      uuid,
    sku             text,
    person          text,
    sentence        text not null,
    in_short        text not null,
    -- json and not jsonb: kept to the letter as it came
    body            json not null,
    recorded_at     timestamptz not null default now()
);

create index history_in_time on history (at, id);
create index history_of_request on history (request_id, at, id) where request_id is not null;
create index history_of_product on history (sku, at, id) where sku is not null;
create index history_of_type on history (type, at, id);
create index history_of_cause on history (causation_id) where causation_id is not null;

-- Whom an entry concerns: whoever did it, and everybody named in it.
create table history_person (
    email  text not null,
    at     timestamptz not null,
    entry  uuid not null,
    acted  boolean not null,
    primary key (email, at, entry)
);

-- append-only: the application's login may add and read, nothing else
revoke all on history, history_person from ${app};
grant select, insert on history, history_person to ${app};
