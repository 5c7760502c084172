with shop as (select $1::text as currency_code, $2::int as digits),
    sold as (
      select d.product_id, coalesce(sum(d.units), 0) as units, coalesce(sum(d."gross_sales") filter (where d.currency_code = shop.currency_code), 0)
          as "gross_sales", coalesce(sum(d."discounts") filter (where d.currency_code = shop.currency_code), 0)
          as "discounts", coalesce(sum(d."returns") filter (where d.currency_code = shop.currency_code), 0)
          as "returns", coalesce(sum(d."net_sales") filter (where d.currency_code = shop.currency_code), 0)
          as "net_sales"
      from daily_product_sales d
      cross join shop
      where d.part = 'event' and d.day >= $3::date
          and d.day <= $4::date
      group by d.product_id
      having sum(d.entries) <> 0
    ),
    ranked as (
      select sold.*, row_number() over (order by net_sales desc, product_id) as place from sold
    ),
    shares (kind, place, product_id, units, gross_sales, discounts, returns, net_sales) as (
      select 'product', place, product_id, units, gross_sales, discounts, returns, net_sales
      from ranked
      where place <= $5
      union all
      select 'other', null, null, coalesce(sum(d."units"), 0) as "units", coalesce(sum(d."gross_sales"), 0) as "gross_sales", coalesce(sum(d."discounts"), 0) as "discounts", coalesce(sum(d."returns"), 0) as "returns", coalesce(sum(d."net_sales"), 0) as "net_sales"
      from ranked d
      where place > $6
      having count(*) > 0
      union all
      select 'adjustment', null, null, u.units, u.gross_sales, u.discounts, u.returns, u.net_sales
      from (
        select
          a.units - p.units as units,
          a.gross_sales - p.gross_sales as gross_sales,
          a.discounts - p.discounts as discounts,
          a.returns - p.returns as returns,
          a.net_sales - p.net_sales as net_sales
        from (select coalesce(sum(d.units), 0) as units, coalesce(sum(d."gross_sales") filter (where d.currency_code = shop.currency_code), 0)
          as "gross_sales", coalesce(sum(d."discounts") filter (where d.currency_code = shop.currency_code), 0)
          as "discounts", coalesce(sum(d."returns") filter (where d.currency_code = shop.currency_code), 0)
          as "returns", coalesce(sum(d."net_sales") filter (where d.currency_code = shop.currency_code), 0)
          as "net_sales" from daily_sales d cross join shop
          where d.reversals = $7 and d.day >= $8::date
          and d.day <= $9::date) as a
        cross join (select coalesce(sum(d."units"), 0) as "units", coalesce(sum(d."gross_sales"), 0) as "gross_sales", coalesce(sum(d."discounts"), 0) as "discounts", coalesce(sum(d."returns"), 0) as "returns", coalesce(sum(d."net_sales"), 0) as "net_sales" from sold d) as p
      ) as u
      where u.net_sales <> 0
    )
    select
      s.kind,
      s.product_id::text as "productId",
      (select title from products p where p.id = s.product_id) as title,
      s.units::int as units,
      round(s.gross_sales, shop.digits)::text as "grossSales",
      round(s.discounts, shop.digits)::text as discounts,
      round(s.returns, shop.digits)::text as returns,
      round(s.net_sales, shop.digits)::text as "netSales"
    from shares s
    cross join shop
    order by s.place nulls last, s.kind desc
