-- With what a customer's RFM group comes from: a group is as recent as one or two fifths of the
-- customers, whom this index alone tells of.
drop index customer_values_last_order;
create index customer_values_last_order
  on customer_values (tenant_id, currency_code, last_order_at, customer_id)
  include (orders_count, spent_rank);
