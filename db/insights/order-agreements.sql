select
      s.agreement_id::text as id,
      min(s.reason) as reason,
      min(s.happened_at) as "happenedAt",
      (min(s.counted_at) at time zone $1)::date::text as day,
      coalesce(sum(s.quantity) filter (where s.line_type = 'PRODUCT'), 0)::int as units,
      sum(s.total_amount - s.tax_amount)::text as net,
      sum(s.tax_amount)::text as taxes,
      sum(s.total_amount)::text as total,
      coalesce(sum(s.total_amount) filter (where s.line_type not in ('TIP', 'GIFT_CARD')), 0)::text
        as "totalSales",
      (sum(sum(s.total_amount)) over (order by min(s.counted_at), s.agreement_id))::text
        as "runningTotal",
      json_agg(json_build_object(
        'id', s.id::text,
        'actionType', s.action_type,
        'lineType', s.line_type,
        'quantity', s.quantity,
        'lineItemId', s.line_item_id::text,
        'title', l.title,
        'sku', l.sku,
        'productId', s.product_id::text,
        'gross', (s.total_amount - s.tax_amount + s.discount_before_tax)::text,
        'discounts', (-s.discount_before_tax)::text,
        'net', (s.total_amount - s.tax_amount)::text,
        'taxes', s.tax_amount::text,
        'total', s.total_amount::text,
        'presentmentTotal', s.presentment_total::text
      ) order by s.id) as sales
    from sales s
    left join order_lines l on l.order_id = s.order_id and l.id = s.line_item_id
    where s.order_id = $2::bigint
    group by s.agreement_id
    order by min(s.counted_at), s.agreement_id
