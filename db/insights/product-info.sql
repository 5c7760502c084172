select
      wanted.product_id::text as "productId",
      p.title,
      p.handle,
      p.vendor,
      p.product_type as "productType",
      
        case
          when p.id is null then 'unknown'
          when p.deleted_at is not null then 'deleted'
          else lower(p.status)
        end as state,
      (
        select max(last.day)
        from daily_product_sales last
        where last.reversals = $1
          and last.product_id = "wanted"."product_id"
          
          and last.units > last.returned_units
      )::text as "lastSoldOn"
    from (select $2::bigint as product_id) as wanted
    left join products p on p.id = wanted.product_id
    where p.id is not null
      or exists (select from daily_product_sales d where d.product_id = wanted.product_id)
