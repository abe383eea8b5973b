-- What a product needs and what cannot be held beside it, for whoever decides; and whose members may take it without asking.
alter table product_evidence
    add column requires    text[] not null default '{}',
    add column excludes    text[] not null default '{}',
    add column claim_group text;

create index product_claimed_by_group on product_evidence (claim_group) where claim_group is not null;
