-- How each pool stood on each day, for the trend: a look every few minutes writes the present day anew until it is over.
create table pool_day (
    sku       text    not null references pool (sku),
    day       date    not null,
    purchased integer not null,
    used      integer not null,
    waiting   integer not null,
    primary key (sku, day)
);
