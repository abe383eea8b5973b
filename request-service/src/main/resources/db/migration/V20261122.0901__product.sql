-- Our copy of the catalogue (topic license.catalogue). What a product is for comes from ProductDefined, by itself and in any order.
create table product (
    sku            text primary key,
    name           text not null,
    monthly_price  numeric(12, 2),
    currency       text,
    requestable    boolean not null,
    purchased      integer not null,
    used           integer not null,
    waiting        integer not null,
    words          text not null
);

create table product_purpose (
    sku      text primary key,
    plans    text[] not null,
    words    text not null
);
