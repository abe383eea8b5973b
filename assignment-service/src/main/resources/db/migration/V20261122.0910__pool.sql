-- The seats bought of one product. Only the ledger (package seat) changes `used`; whoever changes anything here holds the row's lock.
create table pool (
    sku          text primary key,
    product_name text    not null,
    purchased    integer not null default 0,
    used         integer not null default 0,
    waiting      integer not null default 0,
    sequence     bigint  not null default 0,
    constraint purchased_is_not_negative check (purchased >= 0),
    constraint used_is_not_negative check (used >= 0),
    constraint waiting_is_not_negative check (waiting >= 0),
    constraint nothing_is_oversold check (used <= purchased),
    constraint nobody_waits_beside_a_free_seat check (waiting = 0 or used = purchased)
) with (fillfactor = 40);

comment on column pool.sequence is 'number of the last change of purchased or used: 1, 2, 3 ... without gaps, carried by the events';
comment on column pool.product_name is 'what the ledger''s events call the product; kept equal to product.name';
