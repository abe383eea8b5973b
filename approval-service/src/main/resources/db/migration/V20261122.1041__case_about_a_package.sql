-- Several products asked for as one: what the package consisted of when it was asked for. Null: a single product.
alter table approval_case add column package json;
