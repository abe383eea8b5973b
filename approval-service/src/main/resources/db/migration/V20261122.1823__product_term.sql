-- Whether the product's pool gives seats, as assignment-service says it: free seats of one that does not are not to be had.
alter table product_evidence add column state text not null default 'ACTIVE';
