-- What can be licensed. Its pool is a row of its own (the ledger's), because that one changes with every seat and this one hardly ever.
create table product (
    sku           text primary key,
    name          text        not null,
    vendor_id     uuid,
    monthly_price numeric(12, 2),
    currency      text,
    requestable   boolean     not null default true,
    service_plans jsonb       not null default '[]',
    defined_at    timestamptz not null,
    version       integer     not null default 0,
    constraint sku_is_one_line check (sku = btrim(sku) and length(sku) between 1 and 100 and sku !~ '[[:cntrl:]]'),
    constraint product_has_a_name check (length(btrim(name)) between 1 and 200),
    constraint price_is_not_negative check (monthly_price >= 0),
    constraint price_has_a_currency check (monthly_price is null or currency is not null),
    constraint currency_is_iso_4217 check (currency ~ '^[A-Z]{3}$'),
    constraint service_plans_are_a_list check (jsonb_typeof(service_plans) = 'array')
);

create index product_by_name on product (lower(name), sku);
