-- Who belongs to a group in effect: nested groups and rules followed, inactive people left out. Exactly what the others were told.
create table group_member (
    group_id  text not null references people_group,
    person_id uuid not null references person,
    primary key (group_id, person_id)
);

create index group_member_of on group_member (person_id, group_id);

-- Which products a group gives, as assignment-service tells; a group that gives some is not deleted.
create table group_products (
    group_id text   primary key,
    skus     text[] not null
);
