with now as (select date_trunc('month', $1::date::timestamp)::date as month),
    monthly as (
      select
        m.cohort_month,
        m.month,
        sum(m.customers) as customers,
        sum(m.orders) as orders,
        coalesce(sum(m.event_net_sales) filter (where m.currency_code = $2), 0)
          as net_sales
      from cohort_months m
      cross join now
      where m.cohort_month >=
          date_trunc('month', coalesce($3::date, '0001-01-01')::timestamp)::date
        and m.cohort_month <= least(coalesce($4::date, now.month), now.month)
        and m.month <= now.month
      group by m.cohort_month, m.month
    ),
    cohort as (
      select cohort_month, customers as size from monthly where month = cohort_month
    ),
    cell as (
      select
        cohort.cohort_month,
        cohort.size,
        series.month::date as month,
        coalesce(monthly.customers, 0) as customers,
        coalesce(monthly.orders, 0) as orders,
        coalesce(monthly.net_sales, 0) as net_sales,
        row_number() over so_far - 1 as months_since,
        coalesce(sum(monthly.net_sales) over so_far, 0) as cumulative
      from cohort
      cross join now
      cross join lateral generate_series(
        cohort.cohort_month::timestamp, now.month::timestamp, interval '1 month'
      ) as series (month)
      left join monthly
        on monthly.cohort_month = cohort.cohort_month and monthly.month = series.month::date
      window so_far as (partition by cohort.cohort_month order by series.month)
    )
    select
      cohort_month::text as "cohortMonth",
      size::int as size,
      month::text as month,
      months_since::int as "monthsSince",
      customers::int as customers,
      round(customers / nullif(size, 0)::numeric, 6)::float8 as retention,
      orders::int as orders,
      round(net_sales, $5::int)::text as "netSales",
      round(cumulative, $6::int)::text as "cumulativeNetSales",
      round(cumulative / nullif(size, 0), $7::int)::text as "netSalesPerCustomer"
    from cell
    order by cohort_month, cell.month
