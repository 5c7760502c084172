-- The times are wide by a day, for the index; the day itself decides.
    with placed as (
      select o.customer_id, $1::date is null or (o.processed_at at time zone $2)::date >= $3::date as current
      from orders o
      where o.deleted_at is null and not o.test
        and o.processed_at >= coalesce($4::date - 1, '-infinity')::timestamp at time zone 'UTC'
        and o.processed_at < coalesce($5::date + 2, 'infinity')::timestamp at time zone 'UTC'
        and ($6::date is null or (o.processed_at at time zone $7)::date >= $8::date)
        and ($9::date is null or (o.processed_at at time zone $10)::date <= $11::date)
    ),
    per_customer as (
      select
        customer_id,
        count(*) filter (where current) as now,
        count(*) filter (where not current) as before
      from placed
      group by customer_id
    ),
    -- The first order ever is the customer's, whatever its currency.
    first_orders as (
      select v.customer_id, min(v.first_order_at) as at
      from customer_values v
      group by v.customer_id
    ),
    customer as (
      select
        p.customer_id is null as guest,
        p.now,
        p.before,
        coalesce((f.at at time zone $12)::date < $13::date, false) as earlier
      from per_customer p
      left join first_orders f on f.customer_id = p.customer_id and $14::date is not null
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
          where (c.created_at at time zone $15)::date <= $16::date
        ) as before
      from customers c
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
