with by_days as (
      select g.day - g.earlier_day as days, sum(g.orders) as orders
      from ordering_gaps g
      where g.steps = 1
        and g.earlier_day <= coalesce($1::date, 'infinity')
        and g.day >= coalesce($2::date, '-infinity')
        and g.day <= coalesce($3::date, 'infinity')
      group by 1
      having sum(g.orders) > 0
    ),
    running as (
      select days, orders, sum(orders) over (order by days) as so_far, sum(orders) over () as all_of
      from by_days
    )
    select
      coalesce(sum(orders), 0)::int as orders,
      min(days) filter (where so_far * 4 >= all_of) as "lowerQuartile",
      min(days) filter (where so_far * 2 >= all_of) as median,
      min(days) filter (where so_far * 4 >= all_of * 3) as "upperQuartile",
      round(sum(days * orders) / sum(orders), 2)::text as mean,
      coalesce(
        json_agg(json_build_object('days', days, 'orders', orders) order by days), '[]'
      ) as histogram
    from running
