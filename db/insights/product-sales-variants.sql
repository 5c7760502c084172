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
        where part = 'event' and month = months.month and true
        offset 0
      ) as p
      where months.folded
      union all
      select p.product_id, p.variant_id, p.currency_code, p.units, p.returned_units,
        p.gross_sales, p.discounts, p.returns, p.net_sales, p.entries, case when p.part = 'event' and p.units > p.returned_units then p.day end
      from "d_months" as months
      cross join lateral (
        select * from daily_product_sales
        where part = 'event' and day between months.first_day and months.last_day and true
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
      having sum(d.entries) <> 0
    ),
    listed as (
      select
        s.product_id, s.variant_id,
        p.title,
        p.vendor,
        p.product_type,
        v.title as variant_title,
        v.sku as sku,
        
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
      from sold s left join products p on p.id = s.product_id left join variants v on v.id = s.variant_id
      where true and (strpos(lower(concat_ws(' ', p.title, p.vendor, p.product_type)), lower($9)) > 0 or strpos(lower(concat_ws(' ', v.title, v.sku)), lower($10)) > 0)
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
        select listed.*, listed.net_sales as sort_value
        from listed
        
      ) as ranked
      where 
    ranked.sort_value < $11::text::numeric
    or ranked.sort_value = $12::text::numeric
      and (ranked.product_id, ranked.variant_id) > ($13::bigint, $14::bigint)
  
      order by "ranked"."sort_value" desc, "ranked"."product_id", "ranked"."variant_id"
      limit $15
    )
    , 
    "ever_months" as materialized (
      select
        m.month,
        greatest(m.month, ends.first_day) as first_day,
        least(m.last_day, ends.last_day) as last_day,
        m.month >= coalesce($16::date, '-infinity')
          and m.last_day <= coalesce($17::date, 'infinity') and exists (
          select from folded_months f where f.month = m.month and not f.stale
        ) as folded
      from (select greatest($18::date, least((
        select day from daily_product_sales where part = $19 order by day limit 1
      ))) as first_day, least($20::date, greatest((
        select day from daily_product_sales where part = $21 order by day desc limit 1
      ))) as last_day)
        as ends
      cross join lateral (
        select month::date as month, (month + interval '1 month')::date - 1 as last_day
        from generate_series(
          date_trunc('month', ends.first_day::timestamp), ends.last_day, interval '1 month'
        ) as month
      ) as m
    ),
    "ever" as not materialized (
      select p.product_id, p.variant_id, p.currency_code, p.units, p.returned_units,
        p.gross_sales, p.discounts, p.returns, p.net_sales, p.entries, p.last_sold_on
      from "ever_months" as months
      cross join lateral (
        select * from product_months
        where part = 'event' and month = months.month and product_id = any(array(select product_id from page))
        offset 0
      ) as p
      where months.folded
      union all
      select p.product_id, p.variant_id, p.currency_code, p.units, p.returned_units,
        p.gross_sales, p.discounts, p.returns, p.net_sales, p.entries, case when p.part = 'event' and p.units > p.returned_units then p.day end
      from "ever_months" as months
      cross join lateral (
        select * from daily_product_sales
        where part = 'event' and day between months.first_day and months.last_day and product_id = any(array(select product_id from page))
        offset 0
      ) as p
      where not months.folded
    ),
    last_sold as (
      select
        ever.product_id,
        ever.variant_id as variant_id,
        max(ever.last_sold_on) as day
      from ever
      group by 1, 2
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
      last_sold.day::text as "lastSoldOn",
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
    left join last_sold using (product_id, variant_id)
    order by "page"."sort_value" desc, "page"."product_id", "page"."variant_id"
