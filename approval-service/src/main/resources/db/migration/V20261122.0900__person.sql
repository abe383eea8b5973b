-- The directory: who works here and who manages whom. The email is the login and never changes; another email is another person.
create table person (
    id         uuid   primary key,
    email      text   not null,
    name       text   not null,
    title      text,
    department text,
    manager_id uuid   references person,
    active     boolean not null,
    version    bigint  not null default 0,
    constraint one_person_per_email unique (email),
    constraint email_is_lower_case check (email = lower(email)),
    constraint person_has_a_name check (name <> ''),
    constraint nobody_manages_themselves check (manager_id <> id)
);

create index person_by_manager on person (manager_id);
create index person_by_department on person (department) where active;
create index person_by_name on person (name, id);
