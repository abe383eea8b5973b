-- Mails to people, written with the change they tell of and sent by a worker afterwards. Their text is sealed, because it may hold
-- what opens a door, and kept only until it is sent.
create table mail (
    id           uuid primary key,
    recipient    text        not null,
    subject      text        not null,
    sealed_text  bytea,
    written_at   timestamptz not null,
    good_until   timestamptz,
    state        text        not null default 'WAITING',
    attempts     integer     not null default 0,
    next_try_at  timestamptz,
    settled_at   timestamptz,
    last_failure text,
    constraint mail_is_in_a_known_state check (state in ('WAITING', 'SENT', 'REJECTED', 'OUTDATED')),
    constraint only_waiting_mail_keeps_its_text check ((state = 'WAITING') = (sealed_text is not null)),
    constraint only_waiting_mail_is_tried_again check ((state = 'WAITING') = (next_try_at is not null)),
    constraint settled_mail_says_when check ((state = 'WAITING') = (settled_at is null)),
    constraint rejected_mail_says_why check (state <> 'REJECTED' or last_failure is not null)
);

comment on column mail.good_until is 'not sent any more from here on; null: always worth sending';
comment on column mail.next_try_at is 'who sends it pushes this ahead first, so that no other replica takes it meanwhile';

create index mail_due on mail (next_try_at, id) where state = 'WAITING';
