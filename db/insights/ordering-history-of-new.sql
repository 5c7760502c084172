with periods as (
      select
        b.bucket as place,
        greatest(b.bucket, $1::date::timestamp)::date as from_day,
        lead(greatest(b.bucket, $2::date::timestamp)::date, 1, $3::date + 1) over (order by b.bucket) - 1 as to_day
      from generate_series(
        date_trunc($4, $5::date::timestamp),
        $6::date::timestamp,
        ('1 ' || $7)::interval
      ) as b (bucket)
    ),
    counts as (
      select
        p.place,
        0 as guests,
        d.first as new_customers,
        d.first as ordering,
        0 as repeating_customers,
        d.seconds as returning_customers
      from periods p
      cross join lateral (
        select
          coalesce(sum(o.guest_orders), 0) as guests,
          coalesce(sum(o.first_orders), 0) as first,
          coalesce(sum(o.orders_of_customers), 0) as orders,
          coalesce(sum(g.previous), 0) as previous,
          coalesce(sum(g.seconds), 0) as seconds,
          coalesce(sum(g.second_previous), 0) as second_previous
        from daily_ordering o
        cross join lateral (
          select
            sum(orders) filter (where steps = 1) as previous,
            sum(second_orders) filter (where steps = 1) as seconds,
            sum(orders) filter (where steps = 2) as second_previous
          from ordering_gaps
          where steps in (1, 2) and earlier_day = o.day and day >= o.day and day <= p.to_day
        ) as g
        where o.day >= p.from_day and o.day <= p.to_day
        offset 0
      ) as d
    )
    select
      c.ordering::int as "orderingCustomers",
      c.guests::int as "guestOrders",
      c.new_customers::int as "newCustomers",
      c.returning_customers::int as "returningCustomers",
      round(c.returning_customers / nullif(c.ordering, 0)::numeric, 6)::float8 as "returningCustomerRate",
      round(c.repeating_customers / nullif(c.ordering, 0)::numeric, 6)::float8 as "repeatPurchaseRate"
    from counts c
    order by c.place
