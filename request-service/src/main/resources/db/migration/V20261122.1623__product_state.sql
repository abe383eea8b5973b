-- Where the vendor's subscription behind a pool stands, so that holders learn why they have no access and nobody hopes for a seat.
alter table product add column state text not null default 'ACTIVE';

comment on column product.state is 'ACTIVE, GRACE, SUSPENDED or ENDED: only an active pool gives seats';
