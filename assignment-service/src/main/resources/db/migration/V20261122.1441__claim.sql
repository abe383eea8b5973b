-- Every claim that gave a seat or was refused, as the report counts them. The day is the one in the setting's zone.
create table claim (
    id         uuid primary key,
    sku        text        not null references product (sku),
    given_sku  text        references product (sku),
    person_id  uuid        not null,
    department text        not null,
    claimed_at timestamptz not null,
    day        date        not null,
    cause_code text,
    constraint claim_gave_a_seat_or_says_why_not check ((given_sku is null) = (cause_code is not null))
);

comment on column claim.department is 'where the person worked at that moment; empty if nobody knows';

create index claim_by_day on claim (day, sku, department);

-- How many seats claims of a product have given on a day: counted up only as long as the limit allows, in the claim's transaction.
create table claim_count (
    sku        text    not null references product (sku),
    day        date    not null,
    claimed    integer not null,
    primary key (sku, day),
    constraint count_is_positive check (claimed > 0)
);

create table claim_count_of_department (
    sku        text    not null references product (sku),
    day        date    not null,
    department text    not null,
    claimed    integer not null,
    primary key (sku, day, department),
    constraint count_of_department_is_positive check (claimed > 0)
);
