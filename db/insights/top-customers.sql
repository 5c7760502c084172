select
      v.customer_id::text as id,
      c.display_name as "displayName",
      round(v.total_spent, $1::int)::text as "totalSpent",
      v.orders_count::int as "ordersCount",
      v.first_order_at as "firstOrderAt",
      v.last_order_at as "lastOrderAt",
      round(v.placed_value / nullif(v.orders_count, 0), $2::int)::text
        as "averageOrderValue",
      c.shopify_amount_spent::text as "shopifyAmountSpent",
      c.shopify_currency_code as "shopifyCurrencyCode",
      c.shopify_orders_count::int as "shopifyOrdersCount",
      c.shopify_read_at as "shopifyReadAt"
    from customer_values v
    -- By its key for each of the few: planned for a shop of average size, a join would read them all.
    cross join lateral (
      select * from customers where customers.id = v.customer_id and deleted_at is null offset 0
    ) as c
    where v.currency_code = $3
    order by v.spent_rank, v.customer_id
    limit $4
