with ends (place, day, since, until) as (values ($1::int, $2::date, $3::date::timestamp at time zone 'UTC', ($4::date + 2)::timestamp at time zone 'UTC'), ($5::int, $6::date, $7::date::timestamp at time zone 'UTC', ($8::date + 2)::timestamp at time zone 'UTC'))
    select (before.customers + around.customers)::int as customers
    from ends e
    cross join lateral (
      select coalesce(sum(d.customers), 0) as customers
      from daily_customers d
      where d.day < e.day
    ) as before
    cross join lateral (
      select count(*) as customers
      from customers c
      where c.deleted_at is null and c.created_at >= e.since and c.created_at < e.until
        and (c.created_at at time zone $9)::date <= e.day
    ) as around
    order by e.place
