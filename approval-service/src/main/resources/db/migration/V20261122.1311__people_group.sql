-- Groups as they are defined: by hand out of people and other groups, or by a rule over the directory.
create table people_group (
    id               text        primary key,
    name             text        not null,
    rule_department  text,
    rule_title       text,
    rule_manager_id  uuid        references person,
    rule_direct_only boolean     not null default false,
    defined_by       text        not null,
    defined_at       timestamptz not null,
    -- the conditions as `like` takes them: a star stands for any text, everything else for itself, in any case
    department_like  text generated always as
        (lower(replace(replace(replace(replace(rule_department, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%'))) stored,
    title_like       text generated always as
        (lower(replace(replace(replace(replace(rule_title, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%'))) stored,
    constraint group_id_is_an_address check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    constraint group_has_a_name check (name <> ''),
    constraint condition_says_something check (rule_department <> '' and rule_title <> ''),
    constraint direct_reports_are_somebodys check (rule_manager_id is not null or not rule_direct_only)
);

create index people_group_by_name on people_group (name, id);

create table group_chosen_person (
    group_id  text not null references people_group,
    person_id uuid not null references person,
    primary key (group_id, person_id)
);

create table group_part (
    group_id text not null references people_group,
    part_id  text not null references people_group,
    primary key (group_id, part_id),
    constraint no_group_is_part_of_itself check (group_id <> part_id)
);

create index group_part_is_part_of on group_part (part_id, group_id);
