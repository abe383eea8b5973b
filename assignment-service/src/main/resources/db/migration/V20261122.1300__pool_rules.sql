-- What the ledger has to know of a product beyond its numbers: the roles it brings, what it needs beside it and what it cannot stand.
-- Kept here and not in product, because the ledger reads it with the row it locks. `excludes` holds both directions.
alter table pool
    add column roles     text[]  not null default '{}',
    add column requires  text[]  not null default '{}',
    add column excludes  text[]  not null default '{}',
    add column state     text    not null default 'ACTIVE',
    add column reduce_to integer,
    add constraint pool_is_in_a_known_state check (state in ('ACTIVE', 'GRACE', 'SUSPENDED', 'ENDED')),
    add constraint reduction_lies_below_what_is_bought check (reduce_to >= 0 and reduce_to < purchased),
    add constraint reduction_leaves_no_free_seat check (reduce_to is null or used = purchased),
    drop constraint nobody_waits_beside_a_free_seat,
    add constraint nobody_waits_beside_a_free_seat check (waiting = 0 or used = purchased or state <> 'ACTIVE');

comment on column pool.state is 'only an ACTIVE pool gives seats; a term that ran out goes on to GRACE, SUSPENDED and ENDED';
comment on column pool.reduce_to is 'a scheduled reduction: seats are retired as they become free, until so many are left';

alter table product
    add column roles    text[] not null default '{}',
    add column requires text[] not null default '{}',
    add column excludes text[] not null default '{}';

comment on column product.excludes is 'as defined, one way; the pool knows both';

alter table seat add column roles text[] not null default '{}';

comment on column seat.roles is 'the roles that came with the seat; they go with it';
