with shop as (select $1::text as currency_code, $2::int as digits),
    sold as (
      select
        d.product_id,
        0::bigint as variant_id,
        coalesce(sum(d.units - d.returned_units), 0) as "units_sold",
        coalesce(-sum(d.returned_units), 0) as "units_returned",
        coalesce(sum("d"."gross_sales") filter (where d.currency_code = shop.currency_code), 0) as "gross_sales",
        coalesce(sum("d"."discounts") filter (where d.currency_code = shop.currency_code), 0) as "discounts",
        coalesce(sum("d"."returns") filter (where d.currency_code = shop.currency_code), 0) as "returns",
        coalesce(sum("d"."net_sales") filter (where d.currency_code = shop.currency_code), 0) as "net_sales"
      from daily_product_sales d
      cross join shop
      where d.reversals = $3
        and d.day >= coalesce($4::date, '-infinity')
        and d.day <= coalesce($5::date, 'infinity')
        
      group by 1, 2
    ),
    listed as (
      select
        p.id as product_id, 0::bigint as variant_id,
        p.title,
        p.vendor,
        p.product_type,
        null as variant_title,
        null as sku,
        
        case
          when p.id is null then 'unknown'
          when p.deleted_at is not null then 'deleted'
          else lower(p.status)
        end as state,
        coalesce("s"."units_sold", 0) as "units_sold",
        coalesce("s"."units_returned", 0) as "units_returned",
        coalesce("s"."gross_sales", 0) as "gross_sales",
        coalesce("s"."discounts", 0) as "discounts",
        coalesce("s"."returns", 0) as "returns",
        coalesce("s"."net_sales", 0) as "net_sales"
      
      from products p 
      left join sold s on s.product_id = p.id 
      where true and p.deleted_at is null and p.status in ('ACTIVE', 'UNLISTED')
    ),
    summed as (
      select
        count(*) as rows,
        coalesce(sum("listed"."units_sold"), 0) as "units_sold",
        coalesce(sum("listed"."units_returned"), 0) as "units_returned",
        coalesce(sum("listed"."gross_sales"), 0) as "gross_sales",
        coalesce(sum("listed"."discounts"), 0) as "discounts",
        coalesce(sum("listed"."returns"), 0) as "returns",
        coalesce(sum("listed"."net_sales"), 0) as "net_sales"
      from listed
    ),
    page as (
      select *
      from (
        select listed.*, coalesce((
        select max(last.day)
        from daily_product_sales last
        where last.reversals = $6
          and last.product_id = "listed"."product_id"
          
          and last.units > last.returned_units
      ), '-infinity') as sort_value
        from listed
      ) as ranked
      where true
      order by "ranked"."sort_value" asc, "ranked"."product_id", "ranked"."variant_id"
      limit $7
    )
    select
      page.product_id::text as "productId",
      page.variant_id::text as "variantId",
      page.title,
      page.variant_title as "variantTitle",
      page.sku,
      page.vendor,
      page.product_type as "productType",
      page.state,
      (
        select max(last.day)
        from daily_product_sales last
        where last.reversals = $8
          and last.product_id = "page"."product_id"
          
          and last.units > last.returned_units
      )::text as "lastSoldOn",
      page.sort_value::text as "sortValue",
      "page"."units_sold"::float8 as "unitsSold",
      "page"."units_returned"::float8 as "unitsReturned",
      round("page"."gross_sales", shop.digits)::text as "grossSales",
      round("page"."discounts", shop.digits)::text as "discounts",
      round("page"."returns", shop.digits)::text as "returns",
      round("page"."net_sales", shop.digits)::text as "netSales",
      round("page"."units_returned" / nullif("page"."units_sold", 0), 6)::float8 as "returnedUnitsShare",
      round(-"page"."returns" / nullif("page"."gross_sales" + "page"."discounts", 0), 6)::float8 as "returnedSalesShare",
      total.total
    from (
      select to_jsonb(t) as total
      from (
        select summed.rows, "summed"."units_sold"::float8 as "unitsSold",
      "summed"."units_returned"::float8 as "unitsReturned",
      round("summed"."gross_sales", shop.digits)::text as "grossSales",
      round("summed"."discounts", shop.digits)::text as "discounts",
      round("summed"."returns", shop.digits)::text as "returns",
      round("summed"."net_sales", shop.digits)::text as "netSales",
      round("summed"."units_returned" / nullif("summed"."units_sold", 0), 6)::float8 as "returnedUnitsShare",
      round(-"summed"."returns" / nullif("summed"."gross_sales" + "summed"."discounts", 0), 6)::float8 as "returnedSalesShare"
        from summed
        cross join shop
      ) as t
    ) as total
    cross join shop
    left join page on true
    order by "page"."sort_value" asc, "page"."product_id", "page"."variant_id"
