-- What an entry concerns that is about several products at once; one about a single product says so itself.
create table history_product (
    sku    text not null,
    at     timestamptz not null,
    entry  uuid not null,
    primary key (sku, at, entry)
);

insert into history_product (sku, at, entry)
select distinct product ->> 'sku', h.at, h.id
from history h cross join lateral json_array_elements(h.body -> 'products') product
where h.sku is null and json_typeof(h.body -> 'products') = 'array' and json_typeof(product) = 'object' and product ->> 'sku' is not null;

revoke all on history_product from ${app};
grant select, insert on history_product to ${app};
