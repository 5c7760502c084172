with top as (
      select v.*, c.display_name, c.shopify_amount_spent, c.shopify_currency_code,
        c.shopify_orders_count, c.shopify_read_at
      from customer_values v
      join customers c on c.tenant_id = v.tenant_id and c.id = v.customer_id
      where v.currency_code = $1 and c.deleted_at is null
      order by v.total_spent desc, v.customer_id
      limit $2
    )
    select
      top.customer_id::text as id,
      top.display_name as "displayName",
      round(top.total_spent, $3::int)::text as "totalSpent",
      top.orders_count::int as "ordersCount",
      top.first_order_at as "firstOrderAt",
      top.last_order_at as "lastOrderAt",
      round(coalesce(placed.value / nullif(top.orders_count, 0), 0), $4::int)::text
        as "averageOrderValue",
      top.shopify_amount_spent::text as "shopifyAmountSpent",
      top.shopify_currency_code as "shopifyCurrencyCode",
      top.shopify_orders_count::int as "shopifyOrdersCount",
      top.shopify_read_at as "shopifyReadAt"
    from top
    -- Gross sales + discounts is what the rows are worth without tax.
    cross join lateral (
      select sum(s.total_amount - s.tax_amount) as value
      from orders o
      join sales s on s.tenant_id = o.tenant_id and s.order_id = o.id
      where o.tenant_id = top.tenant_id
        and o.customer_id = top.customer_id
        and o.currency_code = top.currency_code
        and o.deleted_at is null
        and not o.test
        and s.reason = 'ORDER'
        and s.action_type = 'ORDER'
        and s.line_type = 'PRODUCT'
    ) placed
    order by top.total_spent desc, top.customer_id
