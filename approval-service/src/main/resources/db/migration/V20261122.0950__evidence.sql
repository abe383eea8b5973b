-- What the decision form shows of products and seats, fed by assignment-service. Never asked for a decision on seats.
create table product_evidence (
    sku           text           primary key,
    name          text           not null,
    monthly_price numeric(12, 2),
    currency      text,
    purchased     integer        not null,
    used          integer        not null,
    waiting       integer        not null
);

-- The facts about one seat come from several aggregates (its reasons), in any order: a released seat stays as a row,
-- so that an assignment that arrives late does not revive it.
create table seat_evidence (
    seat_id      text    primary key,
    sku          text,
    product_name text,
    holder_email text,
    released     boolean not null
);

create index seat_evidence_by_holder on seat_evidence (holder_email, sku) where not released;

-- What became of a reason to hold a seat; of a request's, the reason has the request's id.
create table outcome_evidence (
    reason_id text        primary key,
    sku       text        not null,
    outcome   text        not null,
    since     timestamptz not null,
    cause     text,
    constraint outcome_is_known check (outcome in ('SEATED', 'ADDED', 'WAITLISTED', 'REFUSED', 'ENDED'))
);

create index outcome_evidence_waiting_list on outcome_evidence (sku, since, reason_id) where outcome = 'WAITLISTED';
