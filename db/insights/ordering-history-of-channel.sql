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
        d.guests,
        d.first as new_customers,
        null::int as ordering,
        null::int as repeating_customers,
        null::int as returning_customers
      from periods p
      cross join lateral (
        select
          coalesce(sum(orders) filter (where customer_type = 'guest'), 0) as guests,
          coalesce(sum(orders) filter (where customer_type = 'new'), 0) as first
        from (
      select * from daily_segment_sales
      where reversals = $8 and day >= p.from_day and day <= p.to_day
        and "channel" = $9
        ) as d
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
