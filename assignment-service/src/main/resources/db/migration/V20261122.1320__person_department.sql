-- Filters on the directory and limits by department need to know where a person works.
alter table person add column department text;

create index person_of_department on person (department) where active;
