-- A group's reason that conflicts with what the holder has stands BLOCKED, and is tried again as soon as its cause is gone.
alter table reason
    drop constraint reason_is_in_a_known_state,
    drop constraint ended_reason_says_when_and_why,
    drop constraint cause_is_complete,
    add constraint reason_is_in_a_known_state check (state in ('WAITING', 'HELD', 'BLOCKED', 'ENDED', 'REFUSED', 'REVOKED')),
    add constraint ended_reason_says_when check ((state in ('WAITING', 'HELD', 'BLOCKED')) = (ended_at is null)),
    add constraint only_seat_and_place_need_no_cause check ((state in ('WAITING', 'HELD')) = (cause_code is null)),
    add constraint cause_is_complete check ((cause_code is null) = (cause_sentence is null));

comment on column reason.state is 'WAITING for a seat, HELD by one, BLOCKED by a conflict, ENDED, REFUSED at once, REVOKED before it was ever granted';

drop index live_reason_of_holder;
drop index live_reason_by_end;
create index live_reason_of_holder on reason (holder_id) where state in ('WAITING', 'HELD', 'BLOCKED');
create index live_reason_by_end on reason (ends_on, id) where state in ('WAITING', 'HELD', 'BLOCKED') and ends_on is not null;
create index blocked_reason on reason (granted_at, id) where state = 'BLOCKED';
