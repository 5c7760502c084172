/** The day behind the last one with orders. */
export const END = `timestamptz '2026-11-26T00:00:00Z'`

/**
 * `bench.facts` is everything that there is to know of an order, worked out from its number alone:
 * the same in every run, and again for each table that needs it, so nothing is kept in between.
 *
 * - Five years up to `END`; the last days see three times the orders of the first ones, and each
 *   December twice as many as the June before.
 * - One order in ten is a guest's, three are a customer's first, six are repeats: half of these by
 *   every tenth customer, three tenths by every third, and the more likely the younger the customer.
 * - A product, shipping, and one of several others: three rows of the ledger. Money in cents.
 *
 * `bench.ledger` lays those three rows out. `offset 0` keeps Postgres from working a column out anew
 * wherever it is used.
 */
export const FACTS = `
create view bench.facts as
select p.*,
  case third when 'return' then -paid when 'tip' then 300 when 'gift card' then 5000
    when 'duty' then 700 when 'adjustment' then -200 else second_price end as third_net,
  case third when 'return' then -(paid * 8 / 100)
    when 'second' then second_price * 8 / 100 when 'edit' then second_price * 8 / 100
    else 0 end as third_tax
from (
  select f.*, first_price * pieces * percent_off / 100 as discount,
    first_price * pieces - first_price * pieces * percent_off / 100 as paid
  from (
    select e.*,
      500 + first_product * 7919 % 9500 as first_price,
      500 + second_product * 7919 % 9500 as second_price,
      first_product * 10 + 1 + h % 2 as first_variant,
      second_product * 10 + 1 + h / 2 % 2 as second_variant
    from (
      select d.tenant_id, d.i + 1 as id, d.h,
        ${END} + interval '1 second' * floor(
          ((t - 0.4 / (10 * pi()) * sin(10 * pi() * t)) - 1) * 157766400 - h3 / 1000 % 43200
        ) as processed_at,
        case when i % 10 = 9 then null when i % 10 in (0, 3, 6) then acquired
          when h3 % 10 < 5 then greatest(1, earlier - earlier % 10)
          when h3 % 10 < 8 then greatest(1, earlier - earlier % 3)
          else earlier end as customer_id,
        h / 20000000 % 1000 = 0 as test,
        case when channel < 62 then 'web' when channel < 82 then 'pos'
          when channel < 90 then 'shopify_draft_order' when channel < 99 then '580111' end as channel,
        case when market < 72 then 'US' when market < 82 then 'CA' when market < 88 then 'GB'
          when market < 93 then 'DE' when market < 96 then 'FR' when market < 98 then 'AU' end as country,
        case when market < 74 then 'USD' when market < 82 then 'CAD' when market < 88 then 'GBP'
          when market < 96 then 'EUR' else 'USD' end as presentment,
        1 + floor(products * power((h2 % 1000003) / 1000003.0::float8, 2.5))::bigint
          as first_product,
        1 + floor(products * power((h2 / 1000003 % 1000003) / 1000003.0::float8, 2.5))::bigint
          as second_product,
        case when h / 4000000 % 5 = 0 then 10 else 0 end as percent_off,
        1 + (h / 1000000 % 4) / 3 as pieces,
        case when kind < 70 then 'second' when kind < 82 then 'return' when kind < 86 then 'edit'
          when kind < 91 then 'tip' when kind < 94 then 'gift card' when kind < 97 then 'duty'
          else 'adjustment' end as third,
        interval '1 second' * (86400 * 3 + h2 % (86400 * 27)) as later
      from (
        select c.*, h % 100 as kind, h / 100 % 100 as channel, h / 10000 % 100 as market,
          (sqrt(1 + 8 * (i::float8 / orders)) - 1) / 2 as t,
          acquired - floor(acquired * power((h3 / 10 % 1000003) / 1000003.0::float8, 2))::bigint
            as earlier
        from (
          select s.tenant_id, s.orders, s.products, i,
            hashint8extended(i, s.orders) & 9223372036854775807 as h,
            hashint8extended(i, s.orders + 1) & 9223372036854775807 as h2,
            hashint8extended(i, s.orders + 2) & 9223372036854775807 as h3,
            i / 10 * 3 + 1 + (i % 10 >= 3)::int + (i % 10 >= 6)::int as acquired
          from bench.shops as s
          cross join lateral generate_series(0::bigint, s.orders - 1) as i
          offset 0
        ) as c
        offset 0
      ) as d
      offset 0
    ) as e
    offset 0
  ) as f
  offset 0
) as p
offset 0;

create view bench.ledger as
select f.tenant_id, f.id as order_id, f.id * 4 + r.place as id, r.reason, r.action_type,
  r.line_type, r.quantity, r.net, r.discount, r.tax, f.presentment, r.product_id, r.variant_id,
  case r.line_type when 'PRODUCT' then
    f.id * 4 + case r.action_type when 'RETURN' then 1 else r.place end end as line_item_id,
  case r.reason when 'ORDER' then f.processed_at
    else least(f.processed_at + f.later, ${END}) end as counted_at
from bench.facts as f
cross join lateral (
  select 1 as place, 'ORDER' as reason, 'ORDER' as action_type, 'PRODUCT' as line_type,
    pieces as quantity, paid as net, discount, paid * 8 / 100 as tax,
    first_product as product_id, first_variant as variant_id
  union all
  select 2, 'ORDER', 'ORDER', 'SHIPPING', 1, 500, 0, 40, null, null
  union all
  select 3,
    case third when 'return' then 'REFUND' when 'adjustment' then 'REFUND'
      when 'edit' then 'ORDER_EDIT' else 'ORDER' end,
    case third when 'return' then 'RETURN' when 'adjustment' then 'RETURN' else 'ORDER' end,
    case third when 'tip' then 'TIP' when 'gift card' then 'GIFT_CARD' when 'duty' then 'DUTY'
      when 'adjustment' then 'ADJUSTMENT' else 'PRODUCT' end,
    case third when 'return' then -pieces when 'second' then 1 when 'edit' then 1
      when 'gift card' then 1 end,
    third_net, case third when 'return' then -discount else 0 end, third_tax,
    case third when 'return' then first_product when 'second' then second_product
      when 'edit' then second_product end,
    case third when 'return' then first_variant when 'second' then second_variant
      when 'edit' then second_variant end
) as r;
`
