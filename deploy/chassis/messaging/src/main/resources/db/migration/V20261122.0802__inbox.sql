-- How far this service has followed each aggregate of each publisher: what makes an event take effect once.
create table inbox_sequence (
    source text not null,
    aggregatetype text not null,
    aggregateid text not null,
    last_sequence bigint not null,
    held text,
    primary key (source, aggregatetype, aggregateid),
    constraint held_by_a_gap_or_a_failure check (held in ('GAP', 'FAILURE'))
) with (fillfactor = 90);

-- Events that could not take effect yet: waiting for an earlier one (no cause), unreadable, or failed.
create table inbox_parked (
    id bigint generated always as identity primary key,
    topic text not null,
    key bytea,
    headers text not null,
    body bytea,
    fingerprint uuid not null,
    event text,
    source text,
    aggregatetype text,
    aggregateid text,
    sequence bigint,
    cause text,
    attempts integer not null default 1,
    since timestamptz not null default clock_timestamp(),
    constraint parked_once unique (source, aggregatetype, aggregateid, sequence),
    constraint unplaced_event_has_cause check (sequence is not null or cause is not null)
);
create unique index unplaced_parked_once on inbox_parked (topic, fingerprint) where sequence is null;
