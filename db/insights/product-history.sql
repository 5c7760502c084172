with shop as (select $1::text as currency_code, $2::int as digits),
    sold as (
      select
        date_trunc($3, d.day::timestamp) as bucket,
        coalesce(sum(d.units - d.returned_units), 0) as "units_sold",
        coalesce(-sum(d.returned_units), 0) as "units_returned",
        coalesce(sum("d"."gross_sales") filter (where d.currency_code = shop.currency_code), 0) as "gross_sales",
        coalesce(sum("d"."discounts") filter (where d.currency_code = shop.currency_code), 0) as "discounts",
        coalesce(sum("d"."returns") filter (where d.currency_code = shop.currency_code), 0) as "returns",
        coalesce(sum("d"."net_sales") filter (where d.currency_code = shop.currency_code), 0) as "net_sales"
      from daily_product_sales d
      cross join shop
      where d.part = 'event'
        and d.product_id = $4::bigint
        and d.day >= $5::date
        and d.day <= $6::date
      group by 1
    ),
    buckets as (
      select b.bucket, coalesce("sold"."units_sold", 0) as "units_sold",
        coalesce("sold"."units_returned", 0) as "units_returned",
        coalesce("sold"."gross_sales", 0) as "gross_sales",
        coalesce("sold"."discounts", 0) as "discounts",
        coalesce("sold"."returns", 0) as "returns",
        coalesce("sold"."net_sales", 0) as "net_sales"
      from generate_series(
        date_trunc($7, $8::date::timestamp),
        $9::date::timestamp,
        ('1 ' || $10)::interval
      ) as b (bucket)
      left join sold on sold.bucket = b.bucket
    )
    select
      buckets.bucket::date::text as date,
      "buckets"."units_sold"::float8 as "unitsSold",
      "buckets"."units_returned"::float8 as "unitsReturned",
      round("buckets"."gross_sales", shop.digits)::text as "grossSales",
      round("buckets"."discounts", shop.digits)::text as "discounts",
      round("buckets"."returns", shop.digits)::text as "returns",
      round("buckets"."net_sales", shop.digits)::text as "netSales",
      round("buckets"."units_returned" / nullif("buckets"."units_sold", 0), 6)::float8 as "returnedUnitsShare",
      round(-"buckets"."returns" / nullif("buckets"."gross_sales" + "buckets"."discounts", 0), 6)::float8 as "returnedSalesShare"
    from buckets
    cross join shop
    order by buckets.bucket
