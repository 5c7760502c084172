-- What the list of orders is filtered, searched and sorted by.

-- In the order of the list, with everything that it is filtered by and its other sort: whatever is
-- asked, rare values and combinations too, is answered from the index alone.
drop index orders_processed;
create index orders_processed on orders (tenant_id, processed_at, id)
  include (customer_id, test, deleted_at, cancelled_at, financial_status, fulfillment_status,
    source_name, country_code, current_total, total_refunded);

-- By what the name begins with: a range of text, as row-level security wants it.
create index orders_name on orders (tenant_id, name collate "C") include (id);

-- Which orders were edited.
create index sales_edits on sales (tenant_id, order_id) where reason = 'ORDER_EDIT';
