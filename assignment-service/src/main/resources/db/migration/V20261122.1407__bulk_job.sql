-- A list of people and products, planned, then worked off in chunks. Its counts move in the transactions that give the seats, so a
-- job that was killed goes on where it was. Whoever works on a job holds the lock of its row.
create table bulk_job (
    id                uuid primary key,
    title             text        not null,
    filter            jsonb,
    state             text        not null,
    total             integer     not null,
    done              integer     not null default 0,
    assigned          integer     not null default 0,
    already_held      integer     not null default 0,
    waitlisted        integer     not null default 0,
    rejected          integer     not null default 0,
    undone            integer     not null default 0,
    ended             integer     not null default 0,
    rows_per_second   real        not null default 0,
    plan              jsonb       not null,
    fingerprint       text        not null,
    difference        jsonb,
    planned_at        timestamptz not null,
    planned_by        text        not null,
    planned_by_name   text        not null,
    planned_event     uuid,
    planned_event_at  timestamptz,
    applied_at        timestamptz,
    applied_by        text,
    applied_event     uuid,
    applied_event_at  timestamptz,
    finished_at       timestamptz,
    undo_at           timestamptz,
    undo_by           text,
    undo_by_name      text,
    undone_at         timestamptz,
    constraint job_is_in_a_known_state check (state in ('PLANNED', 'RUNNING', 'DONE', 'UNDOING', 'UNDONE')),
    constraint every_row_done_has_one_outcome check (done = assigned + already_held + waitlisted + rejected),
    constraint no_more_is_done_than_there_is check (done <= total and undone <= total),
    constraint nothing_is_given_by_a_plan check (state <> 'PLANNED' or done = 0),
    constraint finished_job_has_done_every_row check (state in ('PLANNED', 'RUNNING') or done = total),
    constraint started_job_says_who_and_when check (state = 'PLANNED' or (applied_at is not null and applied_by is not null)),
    constraint undo_says_who_and_when
        check (state not in ('UNDOING', 'UNDONE') or (undo_at is not null and undo_by is not null and undo_by_name is not null))
);

comment on column bulk_job.filter is 'the filter whose people it is about; null: a file';
comment on column bulk_job.difference is 'how the world differs from the plan that was shown last; until it is confirmed, nothing is given';
comment on column bulk_job.ended is 'how many of its reasons an undo has ended';

create index bulk_job_in_order on bulk_job (planned_at desc, id desc);
create index bulk_job_at_work on bulk_job (applied_at, id) where state in ('RUNNING', 'UNDOING');

-- One row of a job, and what became of it. The id of the reason it gave follows from job and number. job_id has no foreign key: jobs
-- are never deleted, and a trigger per row would cost more than the insert.
create table bulk_row (
    job_id    uuid    not null,
    number    integer not null,
    line      integer,
    email     text    not null,
    sku       text    not null,
    ends_on   date,
    objection text,
    planned   text,
    because   text,
    repeats   integer,
    outcome   text,
    cause     text,
    constraint one_result_per_row primary key (job_id, number),
    constraint row_has_a_known_outcome check (outcome in ('ASSIGNED', 'ALREADY_HELD', 'WAITLISTED', 'REJECTED')),
    constraint row_is_planned_for_a_known_outcome check (planned in ('ASSIGNED', 'ALREADY_HELD', 'WAITLISTED', 'REJECTED')),
    constraint rejected_row_says_why check (outcome <> 'REJECTED' or cause is not null),
    constraint row_repeats_an_earlier_one check (repeats < number),
    constraint number_fits_into_the_ids_of_reasons check (number between 1 and 262143)
) with (fillfactor = 45);

comment on column bulk_row.objection is 'why the row says nothing that could be done, such as a date that is none';
comment on column bulk_row.because is 'why the plan rejects it, or calls it held';
comment on column bulk_row.repeats is 'the number of the first row that says the same';
