-- One request waiting for a yes or a no. The constraints repeat what the aggregate refuses, so that no way in gets past them.
create table approval_case (
    request_id        uuid        primary key,
    sku               text        not null,
    product_name      text        not null,
    requester_id      uuid,
    requester_email   text        not null,
    requester_name    text        not null,
    beneficiary_id    uuid        not null,
    beneficiary_email text        not null,
    beneficiary_name  text        not null,
    justification     text        not null,
    ends_on           date,
    submitted_at      timestamptz not null,
    status            text        not null,
    stage             integer     not null,
    -- on the row itself, not in a table beside it: the deciding statement checks them on the newest version of this very row
    approver_ids      uuid[]      not null,
    why               text,
    why_you           text,
    cause             text,
    routed_at         timestamptz not null,
    routed_by_event   uuid        not null,
    decision          text,
    decided_by_id     uuid,
    decided_by_email  text,
    decided_by_name   text,
    decided_at        timestamptz,
    reason            text,
    withdrawn_at      timestamptz,
    withdrawn_by      text,
    withdrawal_reason text,

    constraint status_is_known
        check (status in ('WAITING', 'UNROUTABLE', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
    constraint decision_is_known
        check (decision in ('APPROVE', 'REJECT')),
    constraint waiting_case_names_its_approvers
        check (status <> 'WAITING' or (cardinality(approver_ids) > 0 and why is not null and why_you is not null)),
    constraint unroutable_case_has_a_cause
        check (status <> 'UNROUTABLE' or (cardinality(approver_ids) = 0 and cause is not null)),
    constraint decided_case_has_its_decision
        check ((status <> 'APPROVED' or decision is not distinct from 'APPROVE')
           and (status <> 'REJECTED' or decision is not distinct from 'REJECT')
           and (status not in ('WAITING', 'UNROUTABLE') or decision is null)),
    constraint decision_has_its_decider
        check ((decision is null) = (decided_by_id is null)
           and (decision is null) = (decided_by_email is null)
           and (decision is null) = (decided_by_name is null)
           and (decision is null) = (decided_at is null)),
    constraint rejection_states_its_reason
        check (decision is distinct from 'REJECT' or (reason is not null and reason <> '')),
    constraint decider_was_an_approver
        check (decided_by_id is null or decided_by_id = any (approver_ids)),
    constraint nobody_is_asked_about_their_own_request
        check (beneficiary_id <> all (approver_ids) and (requester_id is null or requester_id <> all (approver_ids))),
    constraint nobody_decides_on_their_own_request
        check (decided_by_email is null or (decided_by_email <> requester_email and decided_by_email <> beneficiary_email)),
    constraint withdrawn_case_says_when
        check ((status = 'WITHDRAWN') = (withdrawn_at is not null)),
    constraint only_open_and_approved_cases_are_withdrawn
        check (status <> 'WITHDRAWN' or decision is distinct from 'REJECT')
);

create index approval_case_unroutable on approval_case (submitted_at, request_id) where status = 'UNROUTABLE';
create index approval_case_by_decider on approval_case (decided_by_id, decided_at, request_id) where decided_by_id is not null;
create index approval_case_by_beneficiary on approval_case (beneficiary_email, submitted_at, request_id);
create index approval_case_by_other_requester on approval_case (requester_email, submitted_at, request_id)
    where requester_email <> beneficiary_email;
