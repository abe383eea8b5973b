-- Who may take a seat of a product without asking, how often, and what is given instead when the product has none. No row: nobody.
create table claim_policy (
    sku                    text primary key references product (sku),
    enabled                boolean not null,
    group_id               text,
    per_day                integer,
    per_department_per_day integer,
    backups                text[]  not null default '{}',
    constraint group_is_named_or_left_out check (group_id <> ''),
    constraint limits_are_not_negative check (per_day >= 0 and per_department_per_day >= 0),
    constraint at_most_four_backups check (cardinality(backups) <= 4),
    constraint product_is_no_backup_of_itself check (sku <> all (backups))
);

comment on column claim_policy.backups is 'products given instead, the first with a free seat; tried in this order';
