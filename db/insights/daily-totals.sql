select round(coalesce(d.total_sales, 0), $1::int)::text as total
    from generate_series($2::date::timestamp, $3::date::timestamp, '1 day') as b (day)
    left join (
      select day, total_sales from daily_sales
      where reversals = $4 and currency_code = $5
        and day >= $6::date and day <= $7::date
    ) as d on d.day = b.day::date
    order by b.day
