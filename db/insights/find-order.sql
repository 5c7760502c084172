select
      o.id::text,
      o.name,
      o.processed_at as "processedAt",
      (o.processed_at at time zone $1)::date::text as day,
      o.created_at as "createdAt",
      o.updated_at as "updatedAt",
      o.cancelled_at as "cancelledAt",
      o.cancel_reason as "cancelReason",
      o.deleted_at as "deletedAt",
      o.synced_at as "syncedAt",
      o.test,
      o.currency_code as "currencyCode",
      o.presentment_currency_code as "presentmentCurrencyCode",
      o.financial_status as "financialStatus",
      o.fulfillment_status as "fulfillmentStatus",
      coalesce(o.source_name, '') as channel,
      coalesce(o.country_code, '') as "countryCode",
      case when c.deleted_at is null then o.customer_id::text end as "customerId",
      case when c.deleted_at is null then c.display_name end as "customerName",
      o.original_total::text as "originalTotal",
      o.current_total::text as "currentTotal",
      o.total_refunded::text as "totalRefunded",
      o.cash_rounding::text as "cashRounding",
      o.refund_discrepancy::text as "refundDiscrepancy",
      ledger.total::text as "ledgerTotal",
      (ledger.total - o.current_total)::text as difference,
      o.ledger_difference <> 0 as unbalanced,
      ledger.total_sales::text as "totalSales",
      ledger.presentment_total::text as "presentmentTotal",
      ledger.units::int as units,
      ledger.edited,
      o.total_refunded <> 0 as refunded
    from orders o
    left join customers c on c.id = o.customer_id
    cross join lateral (
      select
        coalesce(sum(s.total_amount), 0) as total,
        coalesce(sum(s.total_amount) filter (where is_sale), 0) as total_sales,
        coalesce(sum(s.presentment_total) filter (where is_sale), 0) as presentment_total,
        coalesce(sum(s.quantity) filter (where s.line_type = 'PRODUCT'), 0) as units,
        coalesce(bool_or(s.reason = 'ORDER_EDIT'), false) as edited
      from sales s
      cross join lateral (select s.line_type not in ('TIP', 'GIFT_CARD') as is_sale) as of_row
      where s.order_id = o.id
    ) as ledger
    where o.id = $2::bigint
