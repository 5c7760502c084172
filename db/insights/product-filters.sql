select
      case when grouping(vendor) = 0 then 'vendor' else 'productType' end as property,
      coalesce(vendor, product_type) as value,
      count(*)::int as products
    from products
    group by grouping sets ((vendor), (product_type))
    having coalesce(vendor, product_type) <> ''
    order by products desc, value
