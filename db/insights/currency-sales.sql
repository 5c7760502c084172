with periods (place, from_day, to_day, from_month, since, until) as (
      values ($1::int, $2::date, $3::date, date_trunc('month', $4::date::timestamp)::date, ($5::date - 1)::timestamp at time zone 'UTC', ($6::date + 2)::timestamp at time zone 'UTC'), ($7::int, $8::date, $9::date, date_trunc('month', $10::date::timestamp)::date, ($11::date - 1)::timestamp at time zone 'UTC', ($12::date + 2)::timestamp at time zone 'UTC')
    )
    select
      p.place,
      d.currency_code as "currencyCode",
      sum(d.total_sales)::text as "totalSales",
      sum(d.orders)::int as orders
    from periods p
    cross join lateral (
      select * from daily_sales
      where reversals = $13 and day >= p.from_day and day <= p.to_day
      offset 0
    ) as d
    group by p.place, d.currency_code
    order by p.place, d.currency_code
