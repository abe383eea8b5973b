-- Who decides where nobody up the line can.
create table license_owner (
    person_id uuid        primary key references person,
    named_by  text        not null,
    named_at  timestamptz not null,
    version   bigint      not null default 0
);
