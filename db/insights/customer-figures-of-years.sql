with periods (place, from_day, to_day, from_month, since, until) as (
      values ($1::int, $2::date, $3::date, date_trunc('month', $4::date::timestamp)::date, ($5::date - 1)::timestamp at time zone 'UTC', ($6::date + 2)::timestamp at time zone 'UTC'), ($7::int, $8::date, $9::date, date_trunc('month', $10::date::timestamp)::date, ($11::date - 1)::timestamp at time zone 'UTC', ($12::date + 2)::timestamp at time zone 'UTC')
    ),
    counts as (
      select
        p.place,
        d.guests,
        d.first as new_customers,
        d.first + g.previous as ordering,
        d.second + d.later - g.previous - (d.later - g.second_previous) as repeating_customers,
        g.previous + d.second - g.seconds as returning_customers
      from periods p
      cross join lateral (
        select
          coalesce(sum(guest_orders), 0) as guests,
          coalesce(sum(first_orders), 0) as first,
          coalesce(sum(second_orders), 0) as second,
          coalesce(sum(later_orders), 0) as later
        from daily_ordering
        where day >= p.from_day and day <= p.to_day
      ) as d
      cross join lateral (
        select
          coalesce(sum(orders) filter (where steps = 1), 0) as previous,
          coalesce(sum(second_orders) filter (where steps = 1), 0) as seconds,
          coalesce(sum(orders) filter (where steps = 2), 0) as second_previous
        from (
          select steps, orders, second_orders
          from ordering_gap_months
          where steps in (1, 2) and earlier_month < p.from_month
            and day >= p.from_day and day <= p.to_day
          union all
          select steps, orders, second_orders
          from ordering_gaps
          where steps in (1, 2)
            and earlier_day >= p.from_month and earlier_day < p.from_day
            and day >= p.from_day and day <= p.to_day
        ) as crossing
      ) as g
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
