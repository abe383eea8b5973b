-- Several products that are asked for as one. A deleted package stays as a row: what was given through it still names it.
create table package (
    id           text primary key,
    name         text not null,
    description  text,
    valid_days   integer,
    defined_at   timestamptz not null,
    deleted      boolean not null default false,
    constraint package_id_is_one_line check (id = btrim(id) and length(id) between 1 and 100 and id !~ '[[:cntrl:]/\\]'),
    constraint package_has_a_name check (length(btrim(name)) between 1 and 200),
    constraint description_says_something check (length(btrim(description)) between 1 and 1000),
    constraint package_lasts_at_least_a_day check (valid_days between 1 and 3650)
);

create table package_part (
    package_id  text not null references package,
    place       smallint not null,
    sku         text not null references product,
    primary key (package_id, sku),
    constraint parts_of_a_package_are_in_order unique (package_id, place)
);

create index package_part_of_product on package_part (sku);
