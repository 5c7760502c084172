with placed as (
      select o.tenant_id, o.id, o.processed_at
      from orders o
      where o.customer_id = $1::bigint
        and o.currency_code = $2
        and o.deleted_at is null
        and not o.test
    ),
    counted as (
      select o.processed_at as at, 1 as orders, 0 as amount from placed o
      union all
      select
        case when $3 = 'order' then o.processed_at else s.counted_at end,
        0,
        s.total_amount
      from placed o
      join sales s on s.tenant_id = o.tenant_id and s.order_id = o.id
      where s.line_type not in ('TIP', 'GIFT_CARD')
    ),
    monthly as (
      select date_trunc('month', at at time zone $4) as month,
        sum(orders) as orders, sum(amount) as amount
      from counted
      group by 1
    )
    select
      m.month::date::text as month,
      coalesce(monthly.orders, 0)::int as orders,
      round(coalesce(monthly.amount, 0), $5::int)::text as "totalSales",
      round(coalesce(sum(monthly.amount) over (order by m.month), 0), $6::int)::text
        as "lifetimeValue"
    from generate_series(
      (select min(month) from monthly),
      greatest(
        date_trunc('month', $7::date::timestamp), (select max(month) from monthly)
      ),
      interval '1 month'
    ) as m (month)
    left join monthly on monthly.month = m.month
    order by m.month
