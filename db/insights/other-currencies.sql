select
      d.currency_code as "currencyCode",
      sum(d.total_sales)::text as "totalSales",
      sum(d.orders)::int as orders
    from (
      select * from daily_sales
      where reversals = $1 and day >= $2::date and day <= $3::date
    ) as d
    where d.currency_code <> $4
    group by d.currency_code
    order by d.currency_code
