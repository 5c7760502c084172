with shop as (select $1::text as currency_code, $2::int as digits),
    
    "d_months" as materialized (
      select
        m.month,
        greatest(m.month, ends.first_day) as first_day,
        least(m.last_day, ends.last_day) as last_day,
        m.month >= coalesce($3::date, '-infinity')
          and m.last_day <= coalesce($4::date, 'infinity') and exists (
          select from folded_months f where f.month = m.month and not f.stale
        ) as folded
      from (select greatest($5::date, least((
        select day from daily_product_sales where part = $6 order by day limit 1
      ))) as first_day, least($7::date, greatest((
        select day from daily_product_sales where part = $8 order by day desc limit 1
      ))) as last_day)
        as ends
      cross join lateral (
        select month::date as month, (month + interval '1 month')::date - 1 as last_day
        from generate_series(
          date_trunc('month', ends.first_day::timestamp), ends.last_day, interval '1 month'
        ) as month
      ) as m
    ),
    "d" as not materialized (
      select p.product_id, p.variant_id, p.currency_code, p.units, p.returned_units,
        p.gross_sales, p.discounts, p.returns, p.net_sales, p.entries, p.last_sold_on
      from "d_months" as months
      cross join lateral (
        select * from product_months
        where part = 'event' and month = months.month and product_id = any($9::bigint[])
        offset 0
      ) as p
      where months.folded
      union all
      select p.product_id, p.variant_id, p.currency_code, p.units, p.returned_units,
        p.gross_sales, p.discounts, p.returns, p.net_sales, p.entries, case when p.part = 'event' and p.units > p.returned_units then p.day end
      from "d_months" as months
      cross join lateral (
        select * from daily_product_sales
        where part = 'event' and day between months.first_day and months.last_day and product_id = any($10::bigint[])
        offset 0
      ) as p
      where not months.folded
    ),
    sold as (
      select
        d.product_id,
        d.variant_id as variant_id,
        coalesce(sum(d.units - d.returned_units), 0) as "units_sold",
        coalesce(-sum(d.returned_units), 0) as "units_returned",
        coalesce(sum("d"."gross_sales") filter (where d.currency_code = shop.currency_code), 0) as "gross_sales",
        coalesce(sum("d"."discounts") filter (where d.currency_code = shop.currency_code), 0) as "discounts",
        coalesce(sum("d"."returns") filter (where d.currency_code = shop.currency_code), 0) as "returns",
        coalesce(sum("d"."net_sales") filter (where d.currency_code = shop.currency_code), 0) as "net_sales"
      from d
      cross join shop
      group by 1, 2
    ),
    listed as (
      select w.place, coalesce("sold"."units_sold", 0) as "units_sold",
        coalesce("sold"."units_returned", 0) as "units_returned",
        coalesce("sold"."gross_sales", 0) as "gross_sales",
        coalesce("sold"."discounts", 0) as "discounts",
        coalesce("sold"."returns", 0) as "returns",
        coalesce("sold"."net_sales", 0) as "net_sales"
      from unnest($11::bigint[], $12::bigint[]) with ordinality
        as w (product_id, variant_id, place)
      left join sold using (product_id, variant_id)
    )
    select "listed"."units_sold"::float8 as "unitsSold",
      "listed"."units_returned"::float8 as "unitsReturned",
      round("listed"."gross_sales", shop.digits)::text as "grossSales",
      round("listed"."discounts", shop.digits)::text as "discounts",
      round("listed"."returns", shop.digits)::text as "returns",
      round("listed"."net_sales", shop.digits)::text as "netSales",
      round("listed"."units_returned" / nullif("listed"."units_sold", 0), 6)::float8 as "returnedUnitsShare",
      round(-"listed"."returns" / nullif("listed"."gross_sales" + "listed"."discounts", 0), 6)::float8 as "returnedSalesShare"
    from listed
    cross join shop
    order by listed.place
