-- What one seat of a pool costs a month: the mean of the orders whose term runs, each at its own price, and at the product's price where
-- an order names none. Orders in several currencies, or seats without any price, leave the product's price.
create view seat_cost as
select p.sku, coalesce(bought.cost, p.monthly_price) as amount,
       case when bought.cost is null then p.currency else bought.currency end as currency
from product p left join lateral (
    select sum(l.quantity * coalesce(l.price, p.monthly_price)) / sum(l.quantity) as cost,
           min(case when l.price is null then p.currency else l.currency end) as currency
    from purchase_lot l where l.sku = p.sku and l.state = 'RUNNING'
    having sum(l.quantity) > 0
       and count(*) = count(coalesce(l.price, p.monthly_price))
       and count(distinct coalesce(case when l.price is null then p.currency else l.currency end, '')) = 1
       and sum(l.quantity * coalesce(l.price, p.monthly_price)) >= 0) bought on true;

comment on view seat_cost is 'what one seat of a product costs a month on average, by the orders whose term runs';
