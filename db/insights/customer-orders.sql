with placed as (
      select o.tenant_id, o.id, o.name, o.processed_at, o.cancelled_at, o.currency_code
      from orders o
      where o.customer_id = $1::bigint
        and o.deleted_at is null
        and not o.test
        and o.processed_at <= $2::timestamptz
          and (o.processed_at, o.id) < ($3::timestamptz, $4::bigint)
      order by o.processed_at desc, o.id desc
      limit $5
    )
    select
      o.id::text,
      o.name,
      o.processed_at as "processedAt",
      (o.processed_at at time zone 'UTC')::text || '+00' as place,
      (o.processed_at at time zone $6)::date::text as day,
      o.cancelled_at as "cancelledAt",
      o.currency_code as "currencyCode",
      ledger.ordered::text,
      ledger.came_back::text as "cameBack",
      (ledger.ordered + ledger.came_back)::text as "totalSales",
      ledger.units_ordered::int as "unitsOrdered",
      ledger.units_came_back::int as "unitsCameBack"
    from placed o
    cross join lateral (
      select
        coalesce(sum(s.total_amount) filter (where sold and sales), 0) as ordered,
        coalesce(sum(s.total_amount) filter (where not sold and sales), 0) as came_back,
        coalesce(sum(s.quantity) filter (where sold and s.line_type = 'PRODUCT'), 0)
          as units_ordered,
        coalesce(-sum(s.quantity) filter (where not sold and s.line_type = 'PRODUCT'), 0)
          as units_came_back
      from sales s
      cross join lateral (
        select s.action_type = 'ORDER' as sold, s.line_type not in ('TIP', 'GIFT_CARD') as sales
      ) as is_of
      where s.tenant_id = o.tenant_id and s.order_id = o.id
    ) as ledger
    order by o.processed_at desc, o.id desc
