select v.orders_count::text || ' ' || (v.last_order_at at time zone 'UTC')::text || '+00' as "sortValue", 
      v.customer_id::text as id,
      c.display_name as "displayName",
      round(v.total_spent, $1::int)::text as "totalSpent",
      v.orders_count as "ordersCount",
      v.first_order_at as "firstOrderAt",
      v.last_order_at as "lastOrderAt",
      (now() at time zone $2)::date - (v.last_order_at at time zone $3)::date
        as "daysSinceLastOrder",
      round(v.placed_value / nullif(v.orders_count, 0), $4::int)::text as "averageOrder",
      v.cohort_month::text as "cohortMonth",
      case 
      when r between 5 and 5
        and (f + m) / 2 between 4 and 5
        then 'CHAMPIONS'
      when r between 3 and 4
        and (f + m) / 2 between 4 and 5
        then 'LOYAL'
      when r between 4 and 5
        and (f + m) / 2 between 2 and 3
        then 'ACTIVE'
      when r between 5 and 5
        and (f + m) / 2 between 1 and 1
        then 'NEW'
      when r between 4 and 4
        and (f + m) / 2 between 1 and 1
        then 'PROMISING'
      when r between 3 and 3
        and (f + m) / 2 between 3 and 3
        then 'NEEDS_ATTENTION'
      when r between 3 and 3
        and (f + m) / 2 between 1 and 2
        then 'ALMOST_LOST'
      when r between 1 and 2
        and (f + m) / 2 between 5 and 5
        then 'PREVIOUSLY_LOYAL'
      when r between 1 and 2
        and (f + m) / 2 between 3 and 4
        then 'AT_RISK'
      when r between 1 and 2
        and (f + m) / 2 between 1 and 2
        then 'DORMANT'
    end as "rfmGroup",
      c.shopify_amount_spent::text as "shopifyAmountSpent",
      c.shopify_currency_code as "shopifyCurrencyCode",
      c.shopify_orders_count::int as "shopifyOrdersCount",
      c.shopify_read_at as "shopifyReadAt",
      case
        when d.customer_id is not null and d.difference is null then null
        when c.shopify_currency_code = $5
          then round(coalesce(v.total_spent, 0) - c.shopify_amount_spent, $6::int)::text
      end as difference
    from (
    select v.customer_id
    from (
      select v.customer_id, v.spent_rank, v.orders_count, v.last_order_at
      from customer_values v
      where v.currency_code = $7 and v.last_order_at < $8::timestamptz and (v.orders_count <= $9::int and v.spent_rank < $10::bigint or v.orders_count > $11::int and v.orders_count <= $12::int and v.spent_rank < $13::bigint or v.orders_count > $14::int and v.orders_count <= $15::int and v.spent_rank < $16::bigint or v.orders_count > $17::int and v.spent_rank >= $18::bigint)
      order by v.last_order_at, v.customer_id
      offset 0
    ) as v
    where v.customer_id not in (
        select c.id
        from dirty_customers d
        cross join lateral (
          select * from customers where customers.id = d.customer_id offset 0
        ) as c
        where c.deleted_at is not null
      ) and 
      (v.orders_count, v.last_order_at, v.customer_id) <
        ($19::text::integer, $20::text::timestamptz, $21::bigint)
    
    order by v.orders_count desc, v.last_order_at desc, v.customer_id desc
    limit $22) as member
    cross join lateral (
      select * from customer_values where customer_values.customer_id = member.customer_id offset 0
    ) as v
    left join lateral (
      select * from customers where customers.id = v.customer_id offset 0
    ) as c on true
    left join lateral (
      select * from customer_drift where customer_drift.customer_id = v.customer_id offset 0
    ) as d on true
    cross join lateral (select (1 + width_bucket(v.last_order_at, $23::timestamptz[])) as r, (1 + width_bucket(v.orders_count, $24::int[])) as f, (1 + width_bucket(-v.spent_rank, $25::bigint[])) as m) as scores
    where v.currency_code = $26
    order by v.orders_count desc, v.last_order_at desc, v.customer_id desc
