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
      select s.day, s.currency_code,
        count(distinct s.order_id)
          filter (where s.reason = 'ORDER' and s.action_type = 'ORDER') as orders,
        coalesce(sum(s.quantity) filter (where s.line_type = 'PRODUCT'), 0) as "units", coalesce(sum((s.total_amount - s.tax_amount + s.discount_before_tax)) filter (where s.line_type = 'PRODUCT' and s.action_type = 'ORDER'), 0) as "gross_sales", coalesce(sum(-s.discount_before_tax) filter (where s.line_type = 'PRODUCT' and s.action_type = 'ORDER'), 0) as "discounts", coalesce(sum((s.total_amount - s.tax_amount)) filter (where 
  s.line_type = 'PRODUCT' and s.action_type <> 'ORDER' or s.line_type not in
    ('PRODUCT', 'SHIPPING', 'DUTY', 'FEE', 'ADDITIONAL_FEE', 'TIP', 'GIFT_CARD')
), 0) as "returns", coalesce(sum((s.total_amount - s.tax_amount)) filter (where (s.line_type = 'PRODUCT' and s.action_type = 'ORDER') or 
  s.line_type = 'PRODUCT' and s.action_type <> 'ORDER' or s.line_type not in
    ('PRODUCT', 'SHIPPING', 'DUTY', 'FEE', 'ADDITIONAL_FEE', 'TIP', 'GIFT_CARD')
), 0) as "net_sales", coalesce(sum((s.total_amount - s.tax_amount)) filter (where s.line_type = 'SHIPPING'), 0) as "shipping", coalesce(sum((s.total_amount - s.tax_amount)) filter (where s.line_type = 'DUTY'), 0) as "duties", coalesce(sum((s.total_amount - s.tax_amount)) filter (where s.line_type in ('FEE', 'ADDITIONAL_FEE')), 0) as "fees", coalesce(sum(s.tax_amount) filter (where s.line_type not in ('TIP', 'GIFT_CARD')), 0) as "taxes", coalesce(sum(s.total_amount) filter (where s.line_type not in ('TIP', 'GIFT_CARD')), 0) as "total_sales", coalesce(sum((s.total_amount - s.tax_amount)) filter (where s.line_type = 'TIP'), 0) as "tips", coalesce(sum(s.tax_amount) filter (where s.line_type = 'TIP'), 0) as "tip_taxes", coalesce(sum((s.total_amount - s.tax_amount)) filter (where s.line_type = 'GIFT_CARD'), 0) as "gift_cards", coalesce(sum(s.tax_amount) filter (where s.line_type = 'GIFT_CARD'), 0) as "gift_card_taxes", coalesce(sum((s.total_amount - s.tax_amount)) filter (where s.line_type = 'PRODUCT' and s.action_type = 'ORDER' and s.reason = 'ORDER'), 0) as "placed_value"
      from (
        select s.*, (s.counted_at at time zone $15)::date as day
        from (select * from sales where product_id = $16 and line_type = 'PRODUCT') as s
        join (
          select o.id, o.processed_at, c.customer_id, c.number,
            coalesce(o.source_name, '') as channel,
            coalesce(o.country_code, '') as country_code,
            o.presentment_currency_code,
            case when c.number is null then 'guest' when c.number = 1 then 'new'
              else 'returning' end as customer_type
          from orders o
          left join customer_orders c on c.order_id = o.id
          where o.deleted_at is null and not o.test 
        ) as o on o.id = s.order_id
        where s.counted_at >= p.since and s.counted_at < p.until
      ) as s
      where s.day >= p.from_day and s.day <= p.to_day
      group by s.day, s.currency_code
      offset 0
    ) as d on true
    group by p.place, shop.digits
    order by p.place
