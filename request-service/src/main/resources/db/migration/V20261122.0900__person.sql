-- Our copy of the directory (topic license.people): only what we read of a person.
-- No foreign key on the manager: people arrive in any order.
create table person (
    id          uuid primary key,
    email       text not null,
    name        text not null,
    title       text,
    department  text,
    manager_id  uuid,
    active      boolean not null,
    words       text not null,
    constraint email_is_lower_case check (email = lower(email))
);

-- Not unique: a person who left may leave the address to another one, and who comes may be heard of before who left.
create index person_by_email on person (email);
create index person_by_manager on person (manager_id);
create index person_by_words on person using gin (to_tsvector('simple', words));
