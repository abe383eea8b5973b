-- Every event this service ever sent, or will send; the columns are those of Debezium's outbox event router.
create table outbox (
    position bigint generated always as identity primary key,
    id uuid not null,
    aggregatetype text not null,
    aggregateid text not null,
    sequence bigint not null,
    type text not null,
    topic text not null,
    key text not null,
    payload text not null,
    time timestamptz not null,
    actor text not null,
    causationid uuid,
    traceparent text,
    constraint an_aggregate_counts_each_event_once unique (aggregatetype, aggregateid, sequence),
    constraint sequences_start_at_one check (sequence > 0)
);

-- the outbox is the truth: what was said stays said
revoke all on outbox from ${app};
grant select, insert on outbox to ${app};

-- What is still to be sent.
create table outbox_pending (
    position bigint primary key,
    since timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- How far each aggregate has counted; its row lock is what makes sequences gapless.
create table outbox_stream (
    aggregatetype text not null,
    aggregateid text not null,
    last_sequence bigint not null,
    last_time timestamptz not null,
    primary key (aggregatetype, aggregateid)
) with (fillfactor = 90);

-- Which broker topic, by its identity there, holds what the outbox sent; another identity means that all is to be sent again.
create table outbox_topic (
    topic text primary key,
    topic_id text not null,
    since timestamptz not null default clock_timestamp()
);
