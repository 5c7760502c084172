with shop as (select $1::text as currency_code, $2::int as digits),
    periods (place, from_day, to_day, from_month, since, until) as (
      values ($3::int, $4::date, $5::date, date_trunc('month', $6::date::timestamp)::date, ($7::date - 1)::timestamp at time zone 'UTC', ($8::date + 2)::timestamp at time zone 'UTC'), ($9::int, $10::date, $11::date, date_trunc('month', $12::date::timestamp)::date, ($13::date - 1)::timestamp at time zone 'UTC', ($14::date + 2)::timestamp at time zone 'UTC')
    )
    select
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
      round(coalesce(sum(d."placed_value") filter (where d.currency_code = shop.currency_code) / nullif(sum(d."orders") filter (where d.currency_code = shop.currency_code), 0), 0), shop.digits) as "averageOrderValue",
      coalesce(bool_or(d.currency_code <> shop.currency_code), false) as "hasOtherCurrencies"
    from periods p
    cross join shop
    left join lateral (
      select * from daily_sales
      where reversals = $15 and day >= p.from_day and day <= p.to_day
      offset 0
    ) as d on true
    group by p.place, shop.digits
    order by p.place
