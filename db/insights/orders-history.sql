with shop as (select $1::text as currency_code, $2::int as digits),
    d as (
      select date_trunc($3, d.day::timestamp) as bucket, d.*
      from (
      select * from daily_sales
      where reversals = $4 and day >= $5::date and day <= $6::date
      ) as d
    )
    select
      b.bucket::date::text as date,
      coalesce(sum(d.orders), 0)::int as orders,
      coalesce(sum(d.units), 0)::int as units,
      round(coalesce(sum(d."total_sales") filter (where d.currency_code = shop.currency_code), 0), shop.digits) as "totalSales",
      round(coalesce(sum(d."gross_sales") filter (where d.currency_code = shop.currency_code), 0), shop.digits) as "grossSales",
      round(coalesce(sum(d."discounts") filter (where d.currency_code = shop.currency_code), 0), shop.digits) as "discounts",
      round(coalesce(sum(d."returns") filter (where d.currency_code = shop.currency_code), 0), shop.digits) as "returns",
      round(coalesce(sum(d."net_sales") filter (where d.currency_code = shop.currency_code), 0), shop.digits) as "netSales",
      round(coalesce(sum(d."shipping") filter (where d.currency_code = shop.currency_code), 0), shop.digits) as "shipping",
      round(coalesce(sum(d."duties") filter (where d.currency_code = shop.currency_code), 0), shop.digits) as "duties",
      round(coalesce(sum(d."fees") filter (where d.currency_code = shop.currency_code), 0), shop.digits) as "fees",
      round(coalesce(sum(d."taxes") filter (where d.currency_code = shop.currency_code), 0), shop.digits) as "taxes",
      round(coalesce(sum(d."tips") filter (where d.currency_code = shop.currency_code), 0), shop.digits) as "tips",
      round(coalesce(sum(d."tip_taxes") filter (where d.currency_code = shop.currency_code), 0), shop.digits) as "tipTaxes",
      round(coalesce(sum(d."gift_cards") filter (where d.currency_code = shop.currency_code), 0), shop.digits) as "giftCards",
      round(coalesce(sum(d."gift_card_taxes") filter (where d.currency_code = shop.currency_code), 0), shop.digits) as "giftCardTaxes",
      round(coalesce(sum(d."placed_value") filter (where d.currency_code = shop.currency_code) / nullif(sum(d."orders") filter (where d.currency_code = shop.currency_code), 0), 0), shop.digits) as "averageOrderValue"
    from generate_series(
      date_trunc($7, $8::date::timestamp),
      $9::date::timestamp,
      ('1 ' || $10)::interval
    ) as b (bucket)
    cross join shop
    left join d on d.bucket = b.bucket
    group by b.bucket, shop.digits
    order by b.bucket
