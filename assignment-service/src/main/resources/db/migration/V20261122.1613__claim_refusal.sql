-- When a refusal was last written into the history: an application that asks again and again is answered every time, and told of once.
create table claim_refusal (
    sku        text        not null references product (sku),
    person_id  uuid        not null,
    cause_code text        not null,
    written_at timestamptz not null,
    primary key (sku, person_id, cause_code)
);
