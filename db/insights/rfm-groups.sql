with cells as (
      select (1 + width_bucket(v.last_order_at, $1::timestamptz[])) as r, (1 + width_bucket(v.orders_count, $2::int[])) as f, (1 + width_bucket(-v.spent_rank, $3::bigint[])) as m,
        count(*) as customers, sum(v.orders_count) as orders, sum(v.total_spent) as total_spent
      from customer_values v
      where v.currency_code = $4
      group by 1, 2, 3
    )
    select
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
    end as "group",
      sum(customers)::int as customers,
      sum(orders)::int as orders,
      round(sum(total_spent), $5::int)::text as "totalSpent"
    from cells
    group by 1
    order by 1
