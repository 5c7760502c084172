with periods (place, from_day, to_day, from_month, since, until) as (
      values ($1::int, $2::date, $3::date, date_trunc('month', $4::date::timestamp)::date, ($5::date - 1)::timestamp at time zone 'UTC', ($6::date + 2)::timestamp at time zone 'UTC'), ($7::int, $8::date, $9::date, date_trunc('month', $10::date::timestamp)::date, ($11::date - 1)::timestamp at time zone 'UTC', ($12::date + 2)::timestamp at time zone 'UTC')
    ),
    customers as (
      select p.place, p.to_day, o.customer_id, count(*) as orders, bool_or(o.number = 1) as first,
        bool_or(o.number > 1) as later
      from periods p
      -- Each period by itself, through the index by time.
      cross join lateral (
        select o.customer_id, o.number
        from (
          select o.id, o.processed_at, c.customer_id, c.number,
            coalesce(o.source_name, '') as channel,
            coalesce(o.country_code, '') as country_code,
            o.presentment_currency_code,
            case when c.number is null then 'guest' when c.number = 1 then 'new'
              else 'returning' end as customer_type
          from orders o
          left join customer_orders c on c.order_id = o.id
          where o.deleted_at is null and not o.test and coalesce(o.source_name, '') = $13 and c.number = 1
        ) as o
        where o.processed_at >= p.since and o.processed_at < p.until
          and (o.processed_at at time zone $14)::date >= p.from_day and (o.processed_at at time zone $15)::date <= p.to_day
          
        offset 0
      ) as o
      group by p.place, p.to_day, o.customer_id
    ),
    counts as (
      select
        p.place,
        coalesce(sum(orders) filter (where customer_id is null), 0) as guests,
        count(*) filter (where first) as new_customers,
        count(customer_id) as ordering,
        count(*) filter (where customer_id is not null and orders > 1) as repeating_customers,
        count(*) filter (where later or (first and exists (
          select from customer_orders n
          where n.customer_id = customers.customer_id and n.number = 2
            and n.day <= customers.to_day
        ))) as returning_customers
      from periods p
      left join customers using (place)
      group by p.place
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
