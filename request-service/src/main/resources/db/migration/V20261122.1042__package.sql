-- Our copy of the packages (topic license.catalogue): several products that are asked for as one. A deleted one stays, and is not shown.
create table package (
    id           text primary key,
    name         text not null,
    description  text,
    skus         text[] not null,
    valid_days   integer,
    deleted      boolean not null,
    words        text not null,
    constraint package_has_parts check (cardinality(skus) > 0)
);
