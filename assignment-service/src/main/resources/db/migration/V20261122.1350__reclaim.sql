-- Who used what last, as administrators report it.
create table product_usage (
    sku          text        not null references pool (sku),
    holder_id    uuid        not null,
    last_used_on date        not null,
    reported_at  timestamptz not null,
    primary key (sku, holder_id)
);

-- Holders of seats without use are asked to keep or release them, until a day; then what was chosen beforehand is done.
create table reclaim_campaign (
    id         uuid primary key,
    days       integer     not null,
    answer_by  date        not null,
    otherwise  text        not null,
    state      text        not null,
    started_by text        not null,
    started_at timestamptz not null,
    ended_at   timestamptz,
    products   jsonb       not null,
    constraint campaign_asks_about_some_days check (days > 0),
    constraint campaign_says_what_happens_otherwise check (otherwise in ('KEEP', 'RELEASE')),
    constraint campaign_is_open_or_has_ended check (state in ('OPEN', 'ENDED') and (state = 'ENDED') = (ended_at is not null)),
    constraint campaign_is_about_products check (jsonb_typeof(products) = 'array' and jsonb_array_length(products) > 0)
);

create index campaign_that_will_end on reclaim_campaign (answer_by, id) where state = 'OPEN';

create table reclaim_question (
    id           uuid primary key,
    campaign_id  uuid        not null references reclaim_campaign (id),
    seat_id      uuid        not null,
    sku          text        not null,
    product_name text        not null,
    holder_id    uuid        not null,
    holder_email text        not null,
    holder_name  text        not null,
    since        timestamptz not null,
    last_used_on date,
    state        text        not null,
    by_default   boolean     not null default false,
    settled_at   timestamptz,
    note         text,
    constraint question_is_in_a_known_state check (state in ('OPEN', 'KEPT', 'RELEASED', 'GONE', 'NOT_ASKED')),
    constraint settled_question_says_when check ((state in ('KEPT', 'RELEASED', 'GONE')) = (settled_at is not null)),
    constraint who_is_not_asked_is_told_why check (state <> 'NOT_ASKED' or note is not null)
);

comment on column reclaim_question.seat_id is 'no foreign key: the seat may go while its holder is asked';

create unique index nobody_is_asked_twice_about_a_seat on reclaim_question (seat_id) where state = 'OPEN';
create index question_of_campaign on reclaim_question (campaign_id, holder_name, id);
create index open_question_of_campaign on reclaim_question (campaign_id, holder_name, id) where state = 'OPEN';
create index question_of_holder on reclaim_question (holder_id) where state in ('OPEN', 'KEPT');
create index question_of_holder_email on reclaim_question (holder_email) where state in ('OPEN', 'KEPT');
