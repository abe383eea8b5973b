-- What a product needs and what it cannot stand beside it, so that whoever asks can be told before anybody decides.
alter table product
    add column requires text[] not null default '{}',
    add column excludes text[] not null default '{}';
