with shop as (select $1::text as currency_code, $2::int as digits),
    sold as (
      select
        d.variant_id,
        coalesce(sum(d.units - d.returned_units), 0) as "units_sold",
        coalesce(-sum(d.returned_units), 0) as "units_returned",
        coalesce(sum("d"."gross_sales") filter (where d.currency_code = shop.currency_code), 0) as "gross_sales",
        coalesce(sum("d"."discounts") filter (where d.currency_code = shop.currency_code), 0) as "discounts",
        coalesce(sum("d"."returns") filter (where d.currency_code = shop.currency_code), 0) as "returns",
        coalesce(sum("d"."net_sales") filter (where d.currency_code = shop.currency_code), 0) as "net_sales"
      from daily_product_sales d
      cross join shop
      where d.reversals = $3
        and d.product_id = $4::bigint
        and d.day >= coalesce($5::date, '-infinity')
        and d.day <= coalesce($6::date, 'infinity')
      group by 1
    ),
    listed as (
      select
        $7::bigint as product_id,
        coalesce(v.id, sold.variant_id) as variant_id,
        v.title,
        v.sku,
        v.price,
        v.position,
        coalesce("sold"."units_sold", 0) as "units_sold",
        coalesce("sold"."units_returned", 0) as "units_returned",
        coalesce("sold"."gross_sales", 0) as "gross_sales",
        coalesce("sold"."discounts", 0) as "discounts",
        coalesce("sold"."returns", 0) as "returns",
        coalesce("sold"."net_sales", 0) as "net_sales"
      from (select * from variants where product_id = $8::bigint) as v
      full join sold on sold.variant_id = v.id
    )
    select
      listed.variant_id::text as "variantId",
      listed.title,
      listed.sku,
      round(listed.price, shop.digits)::text as price,
      (
        select max(last.day)
        from daily_product_sales last
        where last.reversals = $9
          and last.product_id = "listed"."product_id"
          and last.variant_id = "listed"."variant_id"
          and last.units > last.returned_units
      )::text as "lastSoldOn",
      "listed"."units_sold"::float8 as "unitsSold",
      "listed"."units_returned"::float8 as "unitsReturned",
      round("listed"."gross_sales", shop.digits)::text as "grossSales",
      round("listed"."discounts", shop.digits)::text as "discounts",
      round("listed"."returns", shop.digits)::text as "returns",
      round("listed"."net_sales", shop.digits)::text as "netSales",
      round("listed"."units_returned" / nullif("listed"."units_sold", 0), 6)::float8 as "returnedUnitsShare",
      round(-"listed"."returns" / nullif("listed"."gross_sales" + "listed"."discounts", 0), 6)::float8 as "returnedSalesShare"
    from listed
    cross join shop
    order by listed.position, listed.variant_id
