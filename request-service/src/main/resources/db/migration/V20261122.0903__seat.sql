-- Who holds what, and for which reasons: a read model of the others' ledger, never asked for a decision on seats.
-- One row a reason; a reason that ended stays, since it tells from when on the seat was held.
create table held_seat (
    reason_id     uuid primary key,
    seat_id       uuid not null,
    reason_type   text not null,
    source        text not null,
    sku           text not null,
    product_name  text not null,
    holder_id     uuid not null,
    holder_email  text not null,
    since         timestamptz not null,
    ends_on       date,
    ended_at      timestamptz
) with (fillfactor = 90);

create index held_seat_by_holder on held_seat (holder_id, sku) where ended_at is null;
create index held_seat_by_email on held_seat (holder_email) where ended_at is null;
create index held_seat_by_seat on held_seat (seat_id);

-- Granted, but the pool was empty. Positions are counted here, in order of granting.
create table waiting_place (
    reason_id   uuid primary key,
    sku         text not null,
    granted_at  timestamptz not null
);

create index waiting_place_in_order on waiting_place (sku, granted_at, reason_id);
