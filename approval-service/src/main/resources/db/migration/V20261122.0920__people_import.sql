-- What each import of people did, with every row it could not take, so that nobody has to find out from a log.
create table people_import (
    id              uuid        primary key,
    imported_at     timestamptz not null,
    imported_by     text        not null,
    mode            text        not null,
    encoding        text        not null,
    added           integer     not null,
    changed         integer     not null,
    unchanged       integer     not null,
    deactivated     integer     not null,
    rerouted        integer     not null,
    rejected        integer     not null,
    acknowledged_at timestamptz,
    acknowledged_by text,
    constraint import_mode_is_known check (mode in ('MERGE', 'REPLACE')),
    constraint acknowledged_by_somebody check ((acknowledged_at is null) = (acknowledged_by is null))
);

create index people_import_newest_first on people_import (imported_at desc, id desc);
create index people_import_needs_attention on people_import (imported_at desc) where rejected > 0 and acknowledged_at is null;

create table people_import_rejection (
    import_id uuid    not null references people_import,
    line      integer not null,
    email     text    not null,
    cause     text    not null,
    primary key (import_id, line)
);
