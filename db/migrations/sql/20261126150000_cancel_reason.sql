-- Why an order was cancelled, in Shopify's word; null until it is read again, and where none is said.
alter table orders add column cancel_reason text;
