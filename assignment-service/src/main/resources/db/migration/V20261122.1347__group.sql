-- What this service knows of groups and their effective members, from approval-service's directory (nesting and rules resolved there).
create table directory_group (
    id      text    primary key,
    name    text    not null,
    deleted boolean not null default false,
    constraint group_id_is_one_word check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    constraint group_has_a_name check (length(btrim(name)) > 0)
);

create index directory_group_by_name on directory_group (lower(name), id) where not deleted;

create table group_member (
    group_id     text not null references directory_group (id),
    person_id    uuid not null,
    person_email text not null,
    person_name  text not null,
    primary key (group_id, person_id),
    constraint email_is_lower_case check (person_email = lower(person_email))
);

create index group_of_member on group_member (person_id);

-- What every member of a group is to have. Changed under the lock of the group's row, as its members are under a shared one: who
-- comes second sees the other, so that no member is ever without a mark below.
create table group_product (
    group_id text        not null references directory_group (id),
    sku      text        not null references pool (sku),
    since    timestamptz not null,
    primary key (group_id, sku)
);

create index group_of_product on group_product (sku);

-- Whose seats may no longer be what their groups say: written with the change, deleted with what it brought about. Marks are only ever
-- added, never changed, so that nobody waits for whoever works them off.
create table group_mark (
    id         bigint      generated always as identity primary key,
    holder_id  uuid        not null,
    group_id   text        not null,
    changed_at timestamptz not null,
    cause      uuid        not null,
    cause_at   timestamptz not null
);

comment on column group_mark.cause is 'the event it follows from, named by the events of the ledger that follow from it';

create index group_mark_of_holder on group_mark (holder_id, changed_at);

create index live_reason_of_group on reason (source, sku) where type = 'GROUP' and state in ('WAITING', 'HELD', 'BLOCKED');
