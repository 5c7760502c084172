select
      r.id::text,
      r.created_at as "createdAt",
      r.processed_at as "processedAt",
      r.total_refunded::text as "totalRefunded",
      r.currency_code as "currencyCode"
    from refunds r
    where r.order_id = $1::bigint
    order by r.created_at, r.id
