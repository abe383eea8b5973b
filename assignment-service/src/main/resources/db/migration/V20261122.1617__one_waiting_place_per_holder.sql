-- One holder waits at one place of a product, with any number of reasons, as with seats: the pool counts holders.
update pool set waiting = counted.holders
from (select sku, count(distinct holder_id) as holders from reason where state = 'WAITING' group by sku) counted
where counted.sku = pool.sku and counted.holders <> pool.waiting;

comment on column pool.waiting is 'how many holders wait, whatever the number of their reasons';
