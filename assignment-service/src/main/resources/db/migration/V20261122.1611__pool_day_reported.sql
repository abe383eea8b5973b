-- How pools stood before they were counted here can be brought in by an administrator, and again when it was wrong; what was counted
-- here is never replaced by that.
alter table pool_day add column reported boolean not null default false;

comment on column pool_day.reported is 'brought in by an administrator, not counted here';
