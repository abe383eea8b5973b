-- With the holder in it, whether somebody has a product through a group is one look and not a search through all that the group brings.
-- Unique, since one is enough.
drop index live_reason_of_group;

create unique index one_live_reason_of_a_group on reason (source, holder_id, sku)
    where type = 'GROUP' and state in ('WAITING', 'HELD', 'BLOCKED');
