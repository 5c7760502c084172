with bounds as (
      select
        $1::date as first_day,
        $2::date as from_day,
        $3::date as to_day,
        $4::date as previous_to_day,
        $5::text as zone
    ),
    -- The two times are wide by a day, for the index; the day itself decides.
    placed as (
      select o.customer_id, b.from_day is null or o.day >= b.from_day as current
      from bounds b
      cross join lateral (
        select o.customer_id, (o.processed_at at time zone b.zone)::date as day
        from orders o
        where o.deleted_at is null
          and not o.test
          and o.processed_at >= coalesce(b.first_day - 1, '-infinity')::timestamp at time zone 'UTC'
          and o.processed_at < coalesce(b.to_day + 2, 'infinity')::timestamp at time zone 'UTC'
      ) o
      where (b.first_day is null or o.day >= b.first_day) and (b.to_day is null or o.day <= b.to_day)
    ),
    per_customer as (
      select
        customer_id,
        count(*) filter (where current) as now,
        count(*) filter (where not current) as before
      from placed
      group by customer_id
    ),
    customer as (
      select
        p.customer_id is null as guest,
        p.now,
        p.before,
        p.customer_id is not null and b.first_day is not null and exists (
          select
          from orders o
          where o.customer_id = p.customer_id
            and o.deleted_at is null
            and not o.test
            and o.processed_at < (b.first_day + 2)::timestamp at time zone 'UTC'
            and (o.processed_at at time zone b.zone)::date < b.first_day
        ) as earlier
      from per_customer p
      cross join bounds b
    ),
    counts as (
      select
        count(*) filter (where not guest and now > 0) as ordering_now,
        count(*) filter (where not guest and before > 0) as ordering_before,
        coalesce(sum(now) filter (where guest), 0) as guests_now,
        coalesce(sum(before) filter (where guest), 0) as guests_before,
        count(*) filter (where not guest and now > 0 and before = 0 and not earlier) as new_now,
        count(*) filter (where not guest and before > 0 and not earlier) as new_before,
        count(*) filter (
          where not guest and now > 0 and (earlier or before > 0 or now > 1)
        ) as returning_now,
        count(*) filter (
          where not guest and before > 0 and (earlier or before > 1)
        ) as returning_before,
        count(*) filter (where not guest and now > 1) as repeating_now,
        count(*) filter (where not guest and before > 1) as repeating_before
      from customer
    ),
    known as (
      select
        count(*) as now,
        count(*) filter (
          where (c.created_at at time zone b.zone)::date <= b.previous_to_day
        ) as before
      from customers c
      cross join bounds b
      where c.deleted_at is null
    )
    select
      k.now::int as "current_customers",
      k.before::int as "previous_customers",
      c.ordering_now::int as "current_orderingCustomers",
      c.ordering_before::int as "previous_orderingCustomers",
      c.guests_now::int as "current_guestOrders",
      c.guests_before::int as "previous_guestOrders",
      c.new_now::int as "current_newCustomers",
      c.new_before::int as "previous_newCustomers",
      c.returning_now::int as "current_returningCustomers",
      c.returning_before::int as "previous_returningCustomers",
      round(c.returning_now / nullif(c.ordering_now, 0)::numeric, 6)::float8
        as "current_returningCustomerRate",
      round(c.returning_before / nullif(c.ordering_before, 0)::numeric, 6)::float8
        as "previous_returningCustomerRate",
      round(c.repeating_now / nullif(c.ordering_now, 0)::numeric, 6)::float8
        as "current_repeatPurchaseRate",
      round(c.repeating_before / nullif(c.ordering_before, 0)::numeric, 6)::float8
        as "previous_repeatPurchaseRate"
    from counts c
    cross join known k
