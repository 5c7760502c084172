with drift as (
      select
        d.currency_code, d.difference, abs(d.difference) as size, d.shopify_read_at,
        extract(epoch from now() - d.shopify_read_at) / 86400 as age
      from customer_drift d
    ),
    by_currency as (
      select
        currency_code as "currencyCode",
        count(*) as customers,
        count(*) filter (where difference > 0) as "oursHigher",
        sum(difference)::text as difference,
        sum(size)::text as "differenceSize",
        max(size)::text as largest,
        json_build_array((count(*) filter (where size >= 0 and size < 1))::int, (count(*) filter (where size >= 1 and size < 10))::int, (count(*) filter (where size >= 10 and size < 100))::int, (count(*) filter (where size >= 100 and size < 1000))::int, (count(*) filter (where size >= 1000))::int) as sizes
      from drift
      where currency_code is not null
      group by currency_code
    )
    select
      (select json_agg(b order by b.customers desc, b."currencyCode") from by_currency b)
        as "byCurrency",
      (count(*) filter (where currency_code is null))::int as "notComparable",
      min(shopify_read_at) filter (where currency_code is not null) as "oldestReadAt",
      max(shopify_read_at) filter (where currency_code is not null) as "newestReadAt",
      json_build_array((count(*) filter (where case when currency_code is not null then age end >= 0 and case when currency_code is not null then age end < 1))::int, (count(*) filter (where case when currency_code is not null then age end >= 1 and case when currency_code is not null then age end < 7))::int, (count(*) filter (where case when currency_code is not null then age end >= 7 and case when currency_code is not null then age end < 30))::int, (count(*) filter (where case when currency_code is not null then age end >= 30))::int) as ages
    from drift
