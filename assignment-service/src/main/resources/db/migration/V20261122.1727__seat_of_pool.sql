-- A seat is written only together with its pool's row, which is locked and never deleted: a trigger per row says nothing more.
alter table seat drop constraint seat_sku_fkey;

comment on column seat.sku is 'of a pool; no foreign key';
