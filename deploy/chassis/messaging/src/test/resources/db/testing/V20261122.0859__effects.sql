-- What the handlers of these tests do: one row per event that took effect.
create table effect (
    place bigint generated always as identity primary key,
    event uuid not null,
    aggregateid text not null,
    sequence bigint not null,
    note text
);
