-- Seats bought together for one term. What a pool has is the sum of its running lots; an adjustment sets the sum right.
create table purchase_lot (
    id           uuid primary key,
    sku          text        not null references pool (sku),
    kind         text        not null,
    order_number text,
    ordered_on   date        not null,
    price        numeric(12, 2),
    currency     text,
    quantity     integer     not null,
    starts_on    date        not null,
    ends_on      date,
    state        text        not null,
    recorded_by  text        not null,
    recorded_at  timestamptz not null,
    constraint lot_is_of_a_known_kind check (kind in ('PURCHASE', 'ADJUSTMENT')),
    constraint lot_is_in_a_known_state check (state in ('PLANNED', 'RUNNING', 'OVER')),
    constraint purchase_has_its_order check (kind <> 'PURCHASE' or (order_number is not null and quantity > 0)),
    constraint adjustment_changes_something check (quantity <> 0),
    constraint term_ends_after_it_begins check (ends_on >= starts_on),
    constraint price_of_a_lot_is_not_negative check (price >= 0),
    constraint price_of_a_lot_has_a_currency check (price is null or currency is not null)
);

create unique index one_lot_per_order_product_and_beginning on purchase_lot (sku, order_number, starts_on) where order_number is not null;
create index lot_of_product on purchase_lot (sku, id);
create index lot_that_runs on purchase_lot (sku, ends_on) where state = 'RUNNING';
create index lot_that_will_begin on purchase_lot (starts_on) where state = 'PLANNED';
create index lot_that_will_end on purchase_lot (ends_on) where state = 'RUNNING' and ends_on is not null;
create index pool_that_has_ended on pool (sku) where state = 'ENDED';

-- what was bought before there were lots
insert into purchase_lot (id, sku, kind, ordered_on, quantity, starts_on, state, recorded_by, recorded_at)
select gen_random_uuid(), sku, 'ADJUSTMENT', current_date, purchased, current_date, 'RUNNING', 'system', now()
from pool where purchased > 0;
