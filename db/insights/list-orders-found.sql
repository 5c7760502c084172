with page as (
      select o.id, o.processed_at as sort_value
      from orders o
      where o.deleted_at is null and (o.id = any(array(select unnest($1::bigint[]))) or o.customer_id = any(array(select unnest($2::bigint[]))))
      order by sort_value desc, o.id desc
      limit $3
    )
    select
      (page.sort_value at time zone 'UTC')::text || '+00' as "sortValue",
      page.id::text,
      o.name,
      o.processed_at as "processedAt",
      (o.processed_at at time zone $4)::date::text as day,
      case when c.deleted_at is null then o.customer_id::text end as "customerId",
      case when c.deleted_at is null then c.display_name end as "customerName",
      o.financial_status as "financialStatus",
      o.fulfillment_status as "fulfillmentStatus",
      coalesce(o.source_name, '') as channel,
      coalesce(o.country_code, '') as "countryCode",
      o.currency_code as "currencyCode",
      o.presentment_currency_code as "presentmentCurrencyCode",
      ledger.total_sales::text as "totalSales",
      ledger.presentment_total::text as "presentmentTotal",
      o.current_total::text as "currentTotal",
      ledger.units::int as units,
      o.test,
      o.cancelled_at is not null as cancelled,
      o.deleted_at is not null as deleted,
      ledger.edited,
      o.total_refunded <> 0 as refunded,
      o.ledger_difference <> 0 as unbalanced
    from page
    cross join lateral (select * from orders where orders.id = page.id offset 0) as o
    left join lateral (
      select * from customers where customers.id = o.customer_id offset 0
    ) as c on true
    cross join lateral (
      select
        coalesce(sum(s.total_amount) filter (where is_sale), 0) as total_sales,
        coalesce(sum(s.presentment_total) filter (where is_sale), 0) as presentment_total,
        coalesce(sum(s.quantity) filter (where s.line_type = 'PRODUCT'), 0) as units,
        coalesce(bool_or(s.reason = 'ORDER_EDIT'), false) as edited
      from sales s
      cross join lateral (select s.line_type not in ('TIP', 'GIFT_CARD') as is_sale) as of_row
      where s.order_id = page.id
    ) as ledger
    order by page.sort_value desc, page.id desc
