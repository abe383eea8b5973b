-- A request for a package has the package's id and name where that for a product has the product's, and a row for each part.
alter table request
    add column kind text not null default 'PRODUCT',
    add column valid_days integer,
    add constraint request_is_for_a_product_or_a_package check (kind = 'PACKAGE' or (kind = 'PRODUCT' and valid_days is null)),
    drop constraint status_is_known,
    add constraint status_is_known check (status in ('SUBMITTED', 'WAITING_FOR_APPROVAL', 'APPROVED', 'WAITLISTED',
        'PARTIALLY_ASSIGNED', 'ASSIGNED', 'REJECTED', 'EXPIRED', 'WITHDRAWN', 'ENDED')),
    drop constraint open_or_closed_with_its_status,
    add constraint open_or_closed_with_its_status check (
        case when status in ('SUBMITTED', 'WAITING_FOR_APPROVAL', 'APPROVED', 'WAITLISTED', 'PARTIALLY_ASSIGNED')
            then closed_as is null else closed_as is not null and closed_as = status end);

-- How far each part of a package has come. Nothing is known of it (no status) until the ledger has heard of the approval.
create table request_part (
    request_id    uuid not null references request,
    place         smallint not null,
    sku           text not null,
    product_name  text not null,
    reason_id     uuid,
    status        text,
    -- as with requests: a part only moves to a status with more progress
    progress      smallint not null default 0,
    since         timestamptz,
    cause         text,
    primary key (request_id, sku),
    constraint status_of_part_is_known check (status in ('WAITLISTED', 'ASSIGNED', 'ENDED')),
    constraint part_with_a_status_has_its_reason
        check ((status is null) = (reason_id is null) and (status is null) = (since is null)),
    constraint part_that_ended_says_why check (status is distinct from 'ENDED' or cause is not null)
) with (fillfactor = 75);
