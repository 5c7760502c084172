select
      d.day::text as date,
      d.compared_at as "comparedAt",
      d.currency_code as "currencyCode",
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'metric', f.metric,
          'ours', f.ours::text,
          'shopify', f.shopify::text,
          'difference', (f.ours - f.shopify)::text
        ) order by f.metric), '[]')
        from report_differences f
        where f.day = d.day
      ) as differences
    from report_days d
    where d.day >= $1::date and d.day <= $2::date
    order by d.day
