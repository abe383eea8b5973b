-- Which reminders of an end were sent: each once, however often is looked.
create table seat_reminder (
    reason_id   uuid        not null references reason (id),
    days_before integer     not null,
    reminded_at timestamptz not null,
    primary key (reason_id, days_before),
    constraint reminder_comes_before_the_end check (days_before >= 0)
);
