-- One license request: what was asked, written once, and how far it has come, moved only forward.
create table request (
    id                 uuid primary key,
    sku                text not null,
    product_name       text not null,
    requester_id       uuid,
    requester_email    text not null,
    requester_name     text not null,
    beneficiary_id     uuid not null,
    beneficiary_email  text not null,
    beneficiary_name   text not null,
    justification      text not null,
    ends_on            date,
    submitted_at       timestamptz not null,
    idempotency_key    text,
    fingerprint        bytea,

    status             text not null default 'SUBMITTED',
    -- how far the status lies along the way: a move needs a higher one
    progress           smallint not null default 0,
    status_since       timestamptz not null,
    waiting_on         json,
    waiting_since      timestamptz,
    waiting_why        text,
    due_at             timestamptz,
    outcome            text,
    -- null while the request is open, its status from then on; the indexes below stand on this column and not
    -- on the status, so that the moves in between stay updates that touch no index
    closed_as          text,

    constraint justification_says_something check (char_length(btrim(justification)) >= 10 and char_length(justification) <= 4000),
    constraint status_is_known check (status in ('SUBMITTED', 'WAITING_FOR_APPROVAL', 'APPROVED', 'WAITLISTED', 'ASSIGNED',
        'REJECTED', 'EXPIRED', 'WITHDRAWN', 'ENDED')),
    constraint open_or_closed_with_its_status check (
        case when status in ('SUBMITTED', 'WAITING_FOR_APPROVAL', 'APPROVED', 'WAITLISTED')
            then closed_as is null else closed_as is not null and closed_as = status end),
    constraint idempotency_key_has_its_fingerprint check ((idempotency_key is null) = (fingerprint is null))
) with (fillfactor = 75);

create unique index one_open_request_per_beneficiary_and_product on request (beneficiary_id, sku) where closed_as is null;
create unique index one_request_per_idempotency_key on request (requester_email, idempotency_key) where idempotency_key is not null;
create index request_by_beneficiary on request (beneficiary_email, id);
create index request_by_requester on request (requester_email, id) where requester_email <> beneficiary_email;
create index request_by_product on request (sku, id);
create index request_open on request (id) where closed_as is null;
create index request_closed on request (closed_as, id) where closed_as is not null;
