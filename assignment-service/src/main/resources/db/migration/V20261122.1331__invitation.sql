-- People outside the directory who were invited to a seat. The seat itself is the ledger's: reason_id says which reason holds it.
create table invitation (
    id                 uuid primary key,
    email              text        not null,
    sku                text        not null references product (sku),
    holder_id          uuid        not null,
    reason_id          uuid        not null,
    state              text        not null default 'OPEN',
    invited_at         timestamptz not null,
    sent_at            timestamptz not null,
    sent_by            text        not null,
    sent_by_name       text        not null,
    letter_id          uuid        not null,
    remind_at          timestamptz,
    reminded_at        timestamptz,
    expires_at         timestamptz not null,
    code_hash          bytea,
    reminder_code_hash bytea,
    wrong_codes        integer     not null default 0,
    accepted_at        timestamptz,
    ended_at           timestamptz,
    constraint email_is_lower_case check (email = lower(email)),
    constraint invitation_is_in_a_known_state check (state in ('OPEN', 'ACCEPTED', 'EXPIRED', 'WITHDRAWN')),
    constraint only_an_open_invitation_has_a_code check ((state = 'OPEN') = (code_hash is not null)),
    constraint a_reminder_comes_with_its_code
        check (reminder_code_hash is null or reminded_at is not null and state = 'OPEN'),
    constraint a_reminder_comes_before_the_end check (remind_at < expires_at),
    constraint accepted_in_time check ((state = 'ACCEPTED') = (accepted_at is not null) and accepted_at < expires_at),
    constraint expired_or_withdrawn_says_when check ((state in ('EXPIRED', 'WITHDRAWN')) = (ended_at is not null)),
    constraint nothing_expires_early check (state <> 'EXPIRED' or ended_at >= expires_at)
);

comment on column invitation.code_hash is 'SHA-256 of the code in the mail; the code itself is nowhere';
comment on column invitation.letter_id is 'the mail of the last sending';
comment on column invitation.sent_at is 'when the present term began: inviting again begins a new one';

create unique index one_open_invitation_per_email_and_product on invitation (email, sku) where state = 'OPEN';
create index open_invitation_by_end on invitation (expires_at, id) where state = 'OPEN';
create index open_invitation_by_reminder on invitation (remind_at, id) where state = 'OPEN' and reminded_at is null;
create index invitation_that_holds_a_seat on invitation (email) where state in ('OPEN', 'ACCEPTED');
create index invitation_in_order on invitation (invited_at, id);
create index invitation_by_state on invitation (state, invited_at, id);
