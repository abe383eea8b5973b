-- What waits for whom: one narrow row per approver of a waiting case, gone when it is decided, so that a desk is one walk
-- through an index however many cases were decided before.
create table desk (
    person_id    uuid        not null,
    submitted_at timestamptz not null,
    request_id   uuid        not null references approval_case,
    primary key (person_id, submitted_at, request_id)
);
