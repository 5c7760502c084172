with 
    "ever_months" as materialized (
      select
        m.month,
        greatest(m.month, ends.first_day) as first_day,
        least(m.last_day, ends.last_day) as last_day,
        m.month >= coalesce($1::date, '-infinity')
          and m.last_day <= coalesce($2::date, 'infinity') and exists (
          select from folded_months f where f.month = m.month and not f.stale
        ) as folded
      from (select greatest($3::date, least((
        select day from daily_product_sales where part = $4 order by day limit 1
      ))) as first_day, least($5::date, greatest((
        select day from daily_product_sales where part = $6 order by day desc limit 1
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
        where part = 'event' and month = months.month and product_id = $7::bigint
        offset 0
      ) as p
      where months.folded
      union all
      select p.product_id, p.variant_id, p.currency_code, p.units, p.returned_units,
        p.gross_sales, p.discounts, p.returns, p.net_sales, p.entries, case when p.part = 'event' and p.units > p.returned_units then p.day end
      from "ever_months" as months
      cross join lateral (
        select * from daily_product_sales
        where part = 'event' and day between months.first_day and months.last_day and product_id = $8::bigint
        offset 0
      ) as p
      where not months.folded
    ),
    last_sold as (
      select
        ever.product_id,
        0::bigint as variant_id,
        max(ever.last_sold_on) as day
      from ever
      group by 1, 2
    )
    select
      wanted.product_id::text as "productId",
      p.title,
      p.handle,
      p.vendor,
      p.product_type as "productType",
      
        case
          when p.id is null then 'unknown'
          when p.deleted_at is not null then 'deleted'
          else lower(p.status)
        end as state,
      last_sold.day::text as "lastSoldOn"
    from (select $9::bigint as product_id) as wanted
    left join products p on p.id = wanted.product_id
    left join last_sold on true
    where p.id is not null or exists (select from ever)
