with shop as (select $1::text as currency_code, $2::int as digits),
    days as (
      select b::date - $3::int as day
      from generate_series(
        $4::date::timestamp, $5::date::timestamp, interval '1 day'
      ) as b
    ),
    others as (
      select day, sum(orders) as orders, sum(units) as units
      from daily_sales
      where reversals = $6
        and day >= $7::date and day <= $8::date and currency_code <> $9
      group by day
    )
    select
      days.day::text as date,
      (coalesce(d.orders, 0) + coalesce(others.orders, 0))::int as orders,
      (coalesce(d.units, 0) + coalesce(others.units, 0))::int as units,
      round(coalesce(d."total_sales", 0), shop.digits) as "totalSales",
      round(coalesce(d."gross_sales", 0), shop.digits) as "grossSales",
      round(coalesce(d."discounts", 0), shop.digits) as "discounts",
      round(coalesce(d."returns", 0), shop.digits) as "returns",
      round(coalesce(d."net_sales", 0), shop.digits) as "netSales",
      round(coalesce(d."shipping", 0), shop.digits) as "shipping",
      round(coalesce(d."duties", 0), shop.digits) as "duties",
      round(coalesce(d."fees", 0), shop.digits) as "fees",
      round(coalesce(d."taxes", 0), shop.digits) as "taxes",
      round(coalesce(d."tips", 0), shop.digits) as "tips",
      round(coalesce(d."tip_taxes", 0), shop.digits) as "tipTaxes",
      round(coalesce(d."gift_cards", 0), shop.digits) as "giftCards",
      round(coalesce(d."gift_card_taxes", 0), shop.digits) as "giftCardTaxes",
      round(coalesce(d."placed_value" / nullif(d."orders", 0), 0), shop.digits) as "averageOrderValue"
    from days
    cross join shop
    left join (
      select * from daily_sales where reversals = $10
        and day >= $11::date and day <= $12::date and currency_code = $13
    ) as d on d.day = days.day
    left join others on others.day = days.day
    order by days.day
