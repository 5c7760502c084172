select
      
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
      end as difference,
      c.created_at as "createdAt",
      coalesce(
        (
          select json_agg(json_build_object(
            'currencyCode', o.currency_code,
            'totalSpent', o.total_spent::text,
            'ordersCount', o.orders_count
          ) order by o.currency_code)
          from customer_values o
          where o.customer_id = wanted.id and o.currency_code <> $7
        ),
        '[]'
      ) as "otherCurrencies"
    from (select $8::bigint as id) as wanted
    left join customers c on c.id = wanted.id
    left join customer_values v on v.customer_id = wanted.id and v.currency_code = $9
    left join customer_drift d on d.customer_id = wanted.id
    cross join lateral (select (1 + width_bucket(v.last_order_at, $10::timestamptz[])) as r, (1 + width_bucket(v.orders_count, $11::int[])) as f, (1 + width_bucket(-v.spent_rank, $12::bigint[])) as m) as scores
    where c.deleted_at is null
      and (
        c.id is not null
        or exists (select from customer_values o where o.customer_id = wanted.id)
      )
