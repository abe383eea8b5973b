-- The ledger: who holds a seat, why, and who waits for one. All rows of a product change only under the lock of its pool's row.
create table seat (
    id           uuid primary key,
    sku          text        not null references pool (sku),
    holder_id    uuid        not null,
    holder_email text        not null,
    holder_name  text        not null,
    since        timestamptz not null,
    constraint one_seat_per_holder_and_product unique (sku, holder_id)
);

create index seat_in_order on seat (since, id);
create index seat_of_product_in_order on seat (sku, since, id);
create index seat_of_holder on seat (holder_id);
create index seat_of_holder_email on seat (holder_email);

-- Why a seat is held, or waited for. Every kind of reason is a row here; rows stay when they have ended, so that nothing is granted twice.
-- seat_id has no foreign key: under the pool's lock both sides change together, and a trigger per row would cost more than the insert.
create table reason (
    id             uuid primary key,
    type           text        not null,
    source         text        not null,
    sku            text        not null,
    holder_id      uuid        not null,
    holder_email   text        not null,
    holder_name    text        not null,
    state          text        not null,
    seat_id        uuid,
    granted_at     timestamptz not null,
    ends_on        date,
    ended_at       timestamptz,
    cause_code     text,
    cause_sentence text,
    constraint reason_has_a_type check (type ~ '^[A-Z][A-Z_]*$'),
    constraint reason_is_in_a_known_state check (state in ('WAITING', 'HELD', 'ENDED', 'REFUSED', 'REVOKED')),
    constraint held_reason_has_its_seat check ((state = 'HELD') = (seat_id is not null)),
    constraint ended_reason_says_when_and_why
        check ((state in ('WAITING', 'HELD')) = (ended_at is null and cause_code is null and cause_sentence is null)),
    constraint cause_is_complete check ((cause_code is null) = (cause_sentence is null) and (cause_code is null) = (ended_at is null))
);

comment on column reason.state is 'WAITING for a seat, HELD by one, ENDED, REFUSED at once, REVOKED before it was ever granted';

create index waiting_list on reason (sku, granted_at, id) where state = 'WAITING';
create index reason_of_seat on reason (seat_id) where state = 'HELD';
create index live_reason_of_holder on reason (holder_id) where state in ('WAITING', 'HELD');
create index live_reason_by_end on reason (ends_on, id) where state in ('WAITING', 'HELD') and ends_on is not null;
