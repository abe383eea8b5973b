-- Which directory it is: counted up by every change, so that whoever remembers it knows in one look whether it still holds.
create table directory (
    version bigint not null
);
create unique index one_directory on directory ((true));
insert into directory (version) values (0);

-- rows come and go with every request: what is gone is to be cleared away soon, or every desk walks past it
alter table desk set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 2000);
