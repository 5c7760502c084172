select
      d.currency_code as "currencyCode",
      sum(d.total_sales)::text as "totalSales",
      sum(d.orders)::int as orders
    from daily_sales d
    where d.reversals = $1
      and d.day >= coalesce($2::date, '-infinity')
      and d.day <= coalesce($3::date, 'infinity')
      and d.currency_code <> $4
    group by d.currency_code
    order by d.currency_code
