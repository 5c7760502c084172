-- What analysts read: views of one shop with the dashboard's definitions, in a schema of their own.
--
-- The views run with the rights of whoever asks (security_invoker), so row-level security holds for
-- every table behind them. Analysts have no right on schema tidemark: they can name none of its
-- tables. On the tables behind the views they may read the columns that the views show, no others.
--
-- An analyst has a login of their own and may send any statement, SET too: which shop the setting
-- names proves nothing. Their policies ask analyst_logins as well.

create table analyst_logins (
  tenant_id uuid not null references tenants on delete cascade,
  -- Name of a login role that is a member of tidemark_analyst.
  login text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, login)
);
alter table analyst_logins enable row level security;
alter table analyst_logins force row level security;
create policy accounts on analyst_logins to tidemark_owner using (true) with check (true);

create function analyst_tenant() returns uuid
language plpgsql stable security definer
set search_path = tidemark, pg_temp
as $$
declare
  entered text := coalesce(current_setting('tidemark.tenant_id', true), '');
begin
  if entered = '' then
    raise exception 'No shop has been entered in this transaction.'
      using errcode = 'insufficient_privilege',
        hint = 'begin; select enter_tenant(''example.myshopify.com''); …';
  end if;
  if not exists (
    select from analyst_logins l where l.tenant_id = entered::uuid and l.login = session_user
  ) then
    raise exception 'This login may not see the shop that has been entered.'
      using errcode = 'insufficient_privilege';
  end if;
  return entered::uuid;
end
$$;
comment on function analyst_tenant() is
  'The transaction''s tenant, for a login that may see it; an error for any other. For policies.';
grant execute on function analyst_tenant() to tidemark_analyst;

create function analytics.enter_tenant(shop_domain text) returns void
language plpgsql security definer
set search_path = tidemark, pg_temp
as $$
declare
  found_id uuid;
begin
  select t.id into found_id
  from tenants t join analyst_logins l on l.tenant_id = t.id
  where t.shop_domain = lower(btrim(enter_tenant.shop_domain)) and l.login = session_user;
  if found_id is null then
    raise exception 'There is no such shop for this login.' using errcode = 'no_data_found';
  end if;
  perform tidemark.enter_tenant(found_id);
end
$$;
comment on function analytics.enter_tenant(text) is
  'Enters a shop until the end of the transaction. Refused when one has been entered.';
revoke execute on function analytics.enter_tenant(text) from public;
grant execute on function analytics.enter_tenant(text) to tidemark_analyst;

create view analytics.shop with (security_invoker = true) as
select
  t.shop_domain,
  t.name,
  t.currency_code,
  coalesce(t.time_zone, 'UTC') as time_zone
from tenants t;

comment on view analytics.shop is
  'The shop itself: one row.';
comment on column analytics.shop.shop_domain is
  'The shop''s myshopify.com domain.';
comment on column analytics.shop.name is
  'What the shop is called.';
comment on column analytics.shop.currency_code is
  'ISO 4217 code of the shop''s currency; null until a sync has read it.';
comment on column analytics.shop.time_zone is
  'IANA time zone in which the shop''s days are counted; UTC until a sync has read it.';

create view analytics.ledger with (security_invoker = true) as
select
  s.order_id,
  s.id as sale_id,
  s.agreement_id,
  s.reason,
  s.action_type,
  s.line_type,
  s.happened_at,
  s.counted_at,
  (s.counted_at at time zone (select coalesce(t.time_zone, 'UTC') from tenants t))::date as day,
  (o.processed_at at time zone (select coalesce(t.time_zone, 'UTC') from tenants t))::date as order_day,
  coalesce(o.source_name, '') as channel,
  o.country_code,
  o.customer_id,
  s.line_item_id,
  coalesce(s.product_id, 0) as product_id,
  coalesce(s.variant_id, 0) as variant_id,
  s.quantity,
  s.currency_code,
  s.total_amount,
  s.tax_amount,
  s.discount_before_tax,
  s.discount_after_tax,
  s.presentment_currency_code,
  s.presentment_total,
  case when s.line_type = 'PRODUCT' then coalesce(s.quantity, 0) else 0 end as units,
  case when s.line_type = 'PRODUCT' and s.action_type <> 'ORDER' then coalesce(s.quantity, 0) else 0 end as returned_units,
  case when s.line_type = 'PRODUCT' and s.action_type = 'ORDER' then s.total_amount - s.tax_amount + s.discount_before_tax else 0 end as gross_sales,
  case when s.line_type = 'PRODUCT' and s.action_type = 'ORDER' then -s.discount_before_tax else 0 end as discounts,
  case when (s.line_type = 'PRODUCT' and s.action_type <> 'ORDER' or s.line_type not in ('PRODUCT', 'SHIPPING', 'DUTY', 'FEE', 'ADDITIONAL_FEE', 'TIP', 'GIFT_CARD')) then s.total_amount - s.tax_amount else 0 end as returns,
  case when (s.line_type = 'PRODUCT' and s.action_type = 'ORDER') or (s.line_type = 'PRODUCT' and s.action_type <> 'ORDER' or s.line_type not in ('PRODUCT', 'SHIPPING', 'DUTY', 'FEE', 'ADDITIONAL_FEE', 'TIP', 'GIFT_CARD')) then s.total_amount - s.tax_amount else 0 end as net_sales,
  case when s.line_type = 'SHIPPING' then s.total_amount - s.tax_amount else 0 end as shipping,
  case when s.line_type = 'DUTY' then s.total_amount - s.tax_amount else 0 end as duties,
  case when s.line_type in ('FEE', 'ADDITIONAL_FEE') then s.total_amount - s.tax_amount else 0 end as fees,
  case when s.line_type not in ('TIP', 'GIFT_CARD') then s.tax_amount else 0 end as taxes,
  case when s.line_type not in ('TIP', 'GIFT_CARD') then s.total_amount else 0 end as total_sales,
  case when s.line_type = 'TIP' then s.total_amount - s.tax_amount else 0 end as tips,
  case when s.line_type = 'TIP' then s.tax_amount else 0 end as tip_taxes,
  case when s.line_type = 'GIFT_CARD' then s.total_amount - s.tax_amount else 0 end as gift_cards,
  case when s.line_type = 'GIFT_CARD' then s.tax_amount else 0 end as gift_card_taxes,
  case when s.line_type = 'PRODUCT' and s.action_type = 'ORDER' and s.reason = 'ORDER' then s.total_amount - s.tax_amount else 0 end as placed_value
from sales s
join orders o on o.tenant_id = s.tenant_id and o.id = s.order_id
where not o.test and o.deleted_at is null;

comment on view analytics.ledger is
  'The sales ledger: one row for each sale that Shopify recorded, of orders that count (no test orders, no deleted ones). Summing its figures by day gives daily_sales with reversals = event, by order_day with reversals = order.';
comment on column analytics.ledger.order_id is
  'Shopify''s numeric id of the order.';
comment on column analytics.ledger.sale_id is
  'Shopify''s numeric id of the sale; unique together with order_id.';
comment on column analytics.ledger.agreement_id is
  'Shopify''s numeric id of the sales agreement that the sale belongs to.';
comment on column analytics.ledger.reason is
  'Why the agreement was made: ORDER, ORDER_EDIT, RETURN or REFUND.';
comment on column analytics.ledger.action_type is
  'ORDER: sold; RETURN: came back; UPDATE or UNKNOWN: otherwise changed.';
comment on column analytics.ledger.line_type is
  'What was sold: PRODUCT, SHIPPING, TIP, GIFT_CARD, DUTY, FEE, ADDITIONAL_FEE, ADJUSTMENT or UNKNOWN.';
comment on column analytics.ledger.happened_at is
  'When Shopify says that the agreement was made.';
comment on column analytics.ledger.counted_at is
  'When the row counts: the order date for the placing agreement, else happened_at.';
comment on column analytics.ledger.day is
  'Day of counted_at in the shop''s time zone: the row''s day where reversals count as events.';
comment on column analytics.ledger.order_day is
  'Day of the order date in the shop''s time zone: the row''s day where reversals count with their order.';
comment on column analytics.ledger.channel is
  'Sales channel of the order; empty where Shopify names none.';
comment on column analytics.ledger.country_code is
  'ISO 3166 alpha-2: where the order goes, else is billed to; null where not known.';
comment on column analytics.ledger.customer_id is
  'Shopify''s numeric id of the customer; null: a guest.';
comment on column analytics.ledger.line_item_id is
  'Shopify''s numeric id of the order line, see order_lines; null where the sale has none.';
comment on column analytics.ledger.product_id is
  'Shopify''s numeric id of the product; 0 where it names none.';
comment on column analytics.ledger.variant_id is
  'Shopify''s numeric id of the variant; 0 where it names none.';
comment on column analytics.ledger.quantity is
  'Quantity as Shopify signs it: negative on returns. The amounts already contain it.';
comment on column analytics.ledger.currency_code is
  'ISO 4217 code of the shop''s currency when the amounts were made. Never add two currencies up.';
comment on column analytics.ledger.total_amount is
  'The row''s amount after discounts and with tax; negative on returns.';
comment on column analytics.ledger.tax_amount is
  'The tax inside total_amount.';
comment on column analytics.ledger.discount_before_tax is
  'What was taken off before tax; positive on sales, negative on returns.';
comment on column analytics.ledger.discount_after_tax is
  'The same discount with its tax.';
comment on column analytics.ledger.presentment_currency_code is
  'ISO 4217 code of the currency that the customer saw and paid in.';
comment on column analytics.ledger.presentment_total is
  'total_amount in that currency.';
comment on column analytics.ledger.units is
  'What the row adds to this figure. Units of PRODUCT rows, those that came back taken off.';
comment on column analytics.ledger.returned_units is
  'What the row adds to this figure. Units that came back; negative as a rule.';
comment on column analytics.ledger.gross_sales is
  'What the row adds to this figure. Worth of what was ordered, before discounts, taxes and returns; gift cards excluded.';
comment on column analytics.ledger.discounts is
  'What the row adds to this figure. What was taken off before tax. Negative.';
comment on column analytics.ledger.returns is
  'What the row adds to this figure. Shopify''s sales reversals: what edits, returns, refunds and cancellations took back, without tax. Negative as a rule.';
comment on column analytics.ledger.net_sales is
  'What the row adds to this figure. gross_sales + discounts + returns.';
comment on column analytics.ledger.shipping is
  'What the row adds to this figure. Shipping without tax, reversals netted.';
comment on column analytics.ledger.duties is
  'What the row adds to this figure. Duties without tax, reversals netted.';
comment on column analytics.ledger.fees is
  'What the row adds to this figure. Fees without tax, reversals netted.';
comment on column analytics.ledger.taxes is
  'What the row adds to this figure. Tax of everything but tips and gift cards, reversals netted.';
comment on column analytics.ledger.total_sales is
  'What the row adds to this figure. Total revenue: net_sales + shipping + duties + fees + taxes.';
comment on column analytics.ledger.tips is
  'What the row adds to this figure. Tips without tax; not part of total_sales.';
comment on column analytics.ledger.tip_taxes is
  'What the row adds to this figure. Tax of tips; not part of taxes.';
comment on column analytics.ledger.gift_cards is
  'What the row adds to this figure. Gift cards sold, without tax; not part of total_sales.';
comment on column analytics.ledger.gift_card_taxes is
  'What the row adds to this figure. Tax of gift cards; not part of taxes.';
comment on column analytics.ledger.placed_value is
  'What the row adds to this figure. gross_sales + discounts of the placing agreements: divided by orders it is the average order value. Later changes do not move it.';

create view analytics.orders with (security_invoker = true) as
select
  o.id as order_id,
  o.name,
  o.customer_id,
  case when c.number is null then 'guest' when c.number = 1 then 'new' else 'returning' end as customer_type,
  o.processed_at,
  (o.processed_at at time zone (select coalesce(t.time_zone, 'UTC') from tenants t))::date as day,
  o.created_at,
  o.updated_at,
  o.cancelled_at,
  coalesce(o.source_name, '') as channel,
  o.country_code,
  o.financial_status,
  o.fulfillment_status,
  o.currency_code,
  o.presentment_currency_code,
  o.original_total,
  o.current_total,
  o.total_refunded,
  o.ledger_difference,
  (select coalesce(sum(s.total_amount), 0) from sales s
    where s.tenant_id = o.tenant_id and s.order_id = o.id and s.line_type not in ('TIP', 'GIFT_CARD')) as total_sales
from orders o
left join customer_orders c on c.tenant_id = o.tenant_id and c.order_id = o.id
where not o.test and o.deleted_at is null;

comment on view analytics.orders is
  'Orders that count: no test orders, no deleted ones; cancelled, pending and unpaid ones do count.';
comment on column analytics.orders.order_id is
  'Shopify''s numeric id.';
comment on column analytics.orders.name is
  'The order''s name as the merchant sees it, such as #1001.';
comment on column analytics.orders.customer_id is
  'Shopify''s numeric id of the customer; null: a guest.';
comment on column analytics.orders.customer_type is
  'new: the customer''s first order ever; returning: a later one; guest: no customer, or one who was deleted.';
comment on column analytics.orders.processed_at is
  'The order date.';
comment on column analytics.orders.day is
  'Day of the order date in the shop''s time zone.';
comment on column analytics.orders.created_at is
  'When the order was made at Shopify; of imported history the time of the import.';
comment on column analytics.orders.updated_at is
  'When Shopify last changed it.';
comment on column analytics.orders.cancelled_at is
  'When it was cancelled; null: it was not.';
comment on column analytics.orders.channel is
  'Sales channel; empty where Shopify names none.';
comment on column analytics.orders.country_code is
  'ISO 3166 alpha-2: where the order goes, else is billed to; null where not known.';
comment on column analytics.orders.financial_status is
  'Shopify''s payment status, such as PAID or REFUNDED.';
comment on column analytics.orders.fulfillment_status is
  'Shopify''s fulfillment status, such as FULFILLED.';
comment on column analytics.orders.currency_code is
  'ISO 4217 code of the shop''s currency when the amounts were made. Never add two currencies up.';
comment on column analytics.orders.presentment_currency_code is
  'ISO 4217 code of the currency that the customer saw and paid in.';
comment on column analytics.orders.original_total is
  'What the order was worth when it was placed, as Shopify states it.';
comment on column analytics.orders.current_total is
  'What it is worth now, as Shopify states it.';
comment on column analytics.orders.total_refunded is
  'What was given back, as Shopify states it.';
comment on column analytics.orders.ledger_difference is
  'Sum of the order''s ledger rows minus current_total, cash rounding and refund discrepancy allowed for; 0: the ledger balances.';
comment on column analytics.orders.total_sales is
  'Total sales of the order from the ledger, reversals netted, tips and gift cards excluded.';

create view analytics.order_lines with (security_invoker = true) as
select
  l.order_id,
  l.id as line_item_id,
  l.product_id,
  l.variant_id,
  l.title,
  l.sku,
  l.quantity,
  l.current_quantity,
  l.is_gift_card,
  l.unit_price,
  o.currency_code,
  (o.processed_at at time zone (select coalesce(t.time_zone, 'UTC') from tenants t))::date as day
from order_lines l
join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
where not o.test and o.deleted_at is null;

comment on view analytics.order_lines is
  'Lines of the orders that count, removed ones included.';
comment on column analytics.order_lines.order_id is
  'Shopify''s numeric id of the order.';
comment on column analytics.order_lines.line_item_id is
  'Shopify''s numeric id of the line; unique together with order_id.';
comment on column analytics.order_lines.product_id is
  'Shopify''s numeric id of the product; null where the line names none (custom items, deleted products).';
comment on column analytics.order_lines.variant_id is
  'Shopify''s numeric id of the variant; null where the line names none.';
comment on column analytics.order_lines.title is
  'Title of the product when it was sold.';
comment on column analytics.order_lines.sku is
  'SKU when it was sold.';
comment on column analytics.order_lines.quantity is
  'Units as ordered.';
comment on column analytics.order_lines.current_quantity is
  'Units after edits, refunds and removals.';
comment on column analytics.order_lines.is_gift_card is
  'Whether it is a gift card, which is no sale.';
comment on column analytics.order_lines.unit_price is
  'Price of one unit before discounts, in the order''s currency.';
comment on column analytics.order_lines.currency_code is
  'ISO 4217 code of the shop''s currency when the amounts were made. Never add two currencies up.';
comment on column analytics.order_lines.day is
  'Day of the order date in the shop''s time zone.';

create view analytics.refunds with (security_invoker = true) as
select
  r.order_id,
  r.id as refund_id,
  r.created_at,
  r.processed_at,
  (coalesce(r.processed_at, r.created_at) at time zone (select coalesce(t.time_zone, 'UTC') from tenants t))::date as day,
  r.total_refunded,
  r.currency_code
from refunds r
join orders o on o.tenant_id = r.tenant_id and o.id = r.order_id
where not o.test and o.deleted_at is null;

comment on view analytics.refunds is
  'Refunds of the orders that count, as Shopify states them. For figures use the ledger: a refund is also in its rows.';
comment on column analytics.refunds.order_id is
  'Shopify''s numeric id of the order.';
comment on column analytics.refunds.refund_id is
  'Shopify''s numeric id of the refund; unique together with order_id.';
comment on column analytics.refunds.created_at is
  'When it was made; null where Shopify does not say.';
comment on column analytics.refunds.processed_at is
  'When it was processed; null where Shopify does not say.';
comment on column analytics.refunds.day is
  'Day of processed_at, else of created_at, in the shop''s time zone.';
comment on column analytics.refunds.total_refunded is
  'What was given back.';
comment on column analytics.refunds.currency_code is
  'ISO 4217 code of the shop''s currency when the amounts were made. Never add two currencies up.';

create view analytics.customers with (security_invoker = true) as
select
  c.id as customer_id,
  c.display_name,
  c.state,
  c.created_at,
  coalesce(v.orders_count, 0) as orders_count,
  t.currency_code,
  coalesce(v.total_spent, 0) as lifetime_value,
  v.placed_value / nullif(v.own_orders, 0) as average_order_value,
  v.first_order_at,
  v.last_order_at,
  v.cohort_month,
  c.shopify_amount_spent,
  c.shopify_currency_code,
  c.shopify_orders_count,
  c.shopify_read_at
from customers c
cross join tenants t
left join lateral (
  select
    sum(o.orders_count)::integer as orders_count,
    sum(o.total_spent) filter (where o.currency_code = t.currency_code) as total_spent,
    sum(o.placed_value) filter (where o.currency_code = t.currency_code) as placed_value,
    sum(o.orders_count) filter (where o.currency_code = t.currency_code) as own_orders,
    min(o.first_order_at) as first_order_at,
    max(o.last_order_at) as last_order_at,
    min(o.cohort_month) as cohort_month
  from customer_values o
  where o.tenant_id = c.tenant_id and o.customer_id = c.id
) v on true
where c.deleted_at is null;

comment on view analytics.customers is
  'The shop''s customers (not deleted) with their lifetime value beside Shopify''s own.';
comment on column analytics.customers.customer_id is
  'Shopify''s numeric id.';
comment on column analytics.customers.display_name is
  'The customer''s name; null where Shopify hides it or the shop does not let it be stored.';
comment on column analytics.customers.state is
  'Shopify''s state of the account, such as ENABLED.';
comment on column analytics.customers.created_at is
  'When the customer was made at Shopify.';
comment on column analytics.customers.orders_count is
  'Orders that count, in all currencies.';
comment on column analytics.customers.currency_code is
  'ISO 4217 code of the shop''s currency now: the one of lifetime_value and average_order_value. Other currencies are in customer_values.';
comment on column analytics.customers.lifetime_value is
  'Total sales of all of the customer''s orders in currency_code, reversals netted, all time.';
comment on column analytics.customers.average_order_value is
  'gross_sales + discounts of the placing agreements divided by orders, in currency_code; null without such orders. Not rounded.';
comment on column analytics.customers.first_order_at is
  'Order date of the first order ever; null: none.';
comment on column analytics.customers.last_order_at is
  'Order date of the last order; null: none.';
comment on column analytics.customers.cohort_month is
  'First day of the month of the first order, in the shop''s time zone; null: no order.';
comment on column analytics.customers.shopify_amount_spent is
  'Shopify''s own value (amountSpent) as last read; it lags behind.';
comment on column analytics.customers.shopify_currency_code is
  'ISO 4217 code of that value''s currency.';
comment on column analytics.customers.shopify_orders_count is
  'Shopify''s own number of orders as last read.';
comment on column analytics.customers.shopify_read_at is
  'When Shopify''s own values were read.';

create view analytics.customer_values with (security_invoker = true) as
select
  v.customer_id,
  v.currency_code,
  v.orders_count,
  v.total_spent as lifetime_value,
  v.placed_value,
  v.first_order_at,
  v.last_order_at,
  v.cohort_month
from customer_values v;

comment on view analytics.customer_values is
  'Lifetime values: one row for each customer (not deleted) and each currency that they ordered in.';
comment on column analytics.customer_values.customer_id is
  'Shopify''s numeric id.';
comment on column analytics.customer_values.currency_code is
  'ISO 4217 code of the shop''s currency when the amounts were made. Never add two currencies up.';
comment on column analytics.customer_values.orders_count is
  'Orders that count, in this currency.';
comment on column analytics.customer_values.lifetime_value is
  'Total sales of the customer''s orders in this currency, reversals netted, all time.';
comment on column analytics.customer_values.placed_value is
  'gross_sales + discounts of the placing agreements: divided by orders_count it is the average order value.';
comment on column analytics.customer_values.first_order_at is
  'Order date of the customer''s first order ever, whatever its currency.';
comment on column analytics.customer_values.last_order_at is
  'Order date of the customer''s last order, whatever its currency.';
comment on column analytics.customer_values.cohort_month is
  'First day of the month of the first order, in the shop''s time zone.';

create view analytics.customer_orders with (security_invoker = true) as
select
  c.customer_id,
  c.order_id,
  row_number() over (partition by c.customer_id order by c.processed_at, c.order_id)::integer as number,
  c.processed_at,
  c.day,
  c.currency_code,
  c.previous_day,
  c.day - c.previous_day as days_since_previous,
  c.cohort_month
from customer_orders c;

comment on view analytics.customer_orders is
  'The sequence of each customer''s orders that count; guests and deleted customers have no rows.';
comment on column analytics.customer_orders.customer_id is
  'Shopify''s numeric id of the customer.';
comment on column analytics.customer_orders.order_id is
  'Shopify''s numeric id of the order.';
comment on column analytics.customer_orders.number is
  'Place of the order among the customer''s, by order date, then id: 1 is the first ever.';
comment on column analytics.customer_orders.processed_at is
  'The order date.';
comment on column analytics.customer_orders.day is
  'Day of the order date in the shop''s time zone.';
comment on column analytics.customer_orders.currency_code is
  'ISO 4217 code of the shop''s currency when the amounts were made. Never add two currencies up.';
comment on column analytics.customer_orders.previous_day is
  'Day of the customer''s order before this one; null: this is the first.';
comment on column analytics.customer_orders.days_since_previous is
  'Days between the two; null: this is the first.';
comment on column analytics.customer_orders.cohort_month is
  'First day of the month of the customer''s first order, in the shop''s time zone.';

create view analytics.products with (security_invoker = true) as
select
  p.id as product_id,
  p.title,
  p.handle,
  p.status,
  p.vendor,
  p.product_type,
  p.created_at,
  p.updated_at,
  p.deleted_at
from products p;

comment on view analytics.products is
  'Products, deleted ones included: sales of the past name them.';
comment on column analytics.products.product_id is
  'Shopify''s numeric id.';
comment on column analytics.products.title is
  'Title as of the last sync.';
comment on column analytics.products.handle is
  'The name in the product''s address.';
comment on column analytics.products.status is
  'Shopify''s status: ACTIVE, DRAFT, ARCHIVED or UNLISTED.';
comment on column analytics.products.vendor is
  'Vendor; null: none.';
comment on column analytics.products.product_type is
  'Type that the merchant gave; null: none.';
comment on column analytics.products.created_at is
  'When it was made at Shopify.';
comment on column analytics.products.updated_at is
  'When Shopify last changed it.';
comment on column analytics.products.deleted_at is
  'When it was learned that Shopify no longer has it; null: it has.';

create view analytics.variants with (security_invoker = true) as
select
  v.id as variant_id,
  v.product_id,
  v.title,
  v.sku,
  v.price,
  v.position
from variants v;

comment on view analytics.variants is
  'Variants that Shopify has now.';
comment on column analytics.variants.variant_id is
  'Shopify''s numeric id.';
comment on column analytics.variants.product_id is
  'Shopify''s numeric id of the product.';
comment on column analytics.variants.title is
  'Title as of the last sync.';
comment on column analytics.variants.sku is
  'SKU; null: none.';
comment on column analytics.variants.price is
  'Price as of the last sync, in the shop''s currency.';
comment on column analytics.variants.position is
  'Place among the product''s variants, from 1.';

create view analytics.daily_sales with (security_invoker = true) as
select
  d.reversals,
  d.day,
  d.currency_code,
  d.orders,
  d.units,
  d.gross_sales,
  d.discounts,
  d.returns,
  d.net_sales,
  d.shipping,
  d.duties,
  d.fees,
  d.taxes,
  d.total_sales,
  d.tips,
  d.tip_taxes,
  d.gift_cards,
  d.gift_card_taxes,
  d.placed_value
from daily_sales d;

comment on view analytics.daily_sales is
  'The shop''s figures by day, as the dashboard shows them; days on which nothing counted have no row.';
comment on column analytics.daily_sales.reversals is
  'event: a reversal counts on the day it happened, as in Shopify''s sales reports; order: on the day of the order it belongs to. Choose one of the two in every query, or each sale counts twice.';
comment on column analytics.daily_sales.day is
  'Day in the shop''s time zone.';
comment on column analytics.daily_sales.currency_code is
  'ISO 4217 code of the shop''s currency when the amounts were made. Never add two currencies up.';
comment on column analytics.daily_sales.orders is
  'Orders that count, on their order date; cancelled ones too, test orders not.';
comment on column analytics.daily_sales.units is
  'Units of PRODUCT rows, those that came back taken off.';
comment on column analytics.daily_sales.gross_sales is
  'Worth of what was ordered, before discounts, taxes and returns; gift cards excluded.';
comment on column analytics.daily_sales.discounts is
  'What was taken off before tax. Negative.';
comment on column analytics.daily_sales.returns is
  'Shopify''s sales reversals: what edits, returns, refunds and cancellations took back, without tax. Negative as a rule.';
comment on column analytics.daily_sales.net_sales is
  'gross_sales + discounts + returns.';
comment on column analytics.daily_sales.shipping is
  'Shipping without tax, reversals netted.';
comment on column analytics.daily_sales.duties is
  'Duties without tax, reversals netted.';
comment on column analytics.daily_sales.fees is
  'Fees without tax, reversals netted.';
comment on column analytics.daily_sales.taxes is
  'Tax of everything but tips and gift cards, reversals netted.';
comment on column analytics.daily_sales.total_sales is
  'Total revenue: net_sales + shipping + duties + fees + taxes.';
comment on column analytics.daily_sales.tips is
  'Tips without tax; not part of total_sales.';
comment on column analytics.daily_sales.tip_taxes is
  'Tax of tips; not part of taxes.';
comment on column analytics.daily_sales.gift_cards is
  'Gift cards sold, without tax; not part of total_sales.';
comment on column analytics.daily_sales.gift_card_taxes is
  'Tax of gift cards; not part of taxes.';
comment on column analytics.daily_sales.placed_value is
  'gross_sales + discounts of the placing agreements: divided by orders it is the average order value. Later changes do not move it.';

create view analytics.segment_sales with (security_invoker = true) as
select
  d.reversals,
  d.day,
  d.currency_code,
  d.channel,
  d.customer_type,
  d.presentment_currency_code,
  d.country_code,
  d.orders,
  d.units,
  d.gross_sales,
  d.discounts,
  d.returns,
  d.net_sales,
  d.shipping,
  d.duties,
  d.fees,
  d.taxes,
  d.total_sales,
  d.tips,
  d.tip_taxes,
  d.gift_cards,
  d.gift_card_taxes,
  d.placed_value
from daily_segment_sales d;

comment on view analytics.segment_sales is
  'daily_sales, split by sales channel, kind of customer, currency of presentment and country: each is the order''s.';
comment on column analytics.segment_sales.reversals is
  'event: a reversal counts on the day it happened, as in Shopify''s sales reports; order: on the day of the order it belongs to. Choose one of the two in every query, or each sale counts twice.';
comment on column analytics.segment_sales.day is
  'Day in the shop''s time zone.';
comment on column analytics.segment_sales.currency_code is
  'ISO 4217 code of the shop''s currency when the amounts were made. Never add two currencies up.';
comment on column analytics.segment_sales.channel is
  'Sales channel; empty where Shopify names none.';
comment on column analytics.segment_sales.customer_type is
  'new: first order ever of its customer; returning: a later one; guest: no customer, or one who was deleted.';
comment on column analytics.segment_sales.presentment_currency_code is
  'ISO 4217 code of the currency that the customer saw and paid in. The amounts are in currency_code all the same.';
comment on column analytics.segment_sales.country_code is
  'ISO 3166 alpha-2: where the order goes, else is billed to; empty where not known.';
comment on column analytics.segment_sales.orders is
  'Orders that count, on their order date; cancelled ones too, test orders not.';
comment on column analytics.segment_sales.units is
  'Units of PRODUCT rows, those that came back taken off.';
comment on column analytics.segment_sales.gross_sales is
  'Worth of what was ordered, before discounts, taxes and returns; gift cards excluded.';
comment on column analytics.segment_sales.discounts is
  'What was taken off before tax. Negative.';
comment on column analytics.segment_sales.returns is
  'Shopify''s sales reversals: what edits, returns, refunds and cancellations took back, without tax. Negative as a rule.';
comment on column analytics.segment_sales.net_sales is
  'gross_sales + discounts + returns.';
comment on column analytics.segment_sales.shipping is
  'Shipping without tax, reversals netted.';
comment on column analytics.segment_sales.duties is
  'Duties without tax, reversals netted.';
comment on column analytics.segment_sales.fees is
  'Fees without tax, reversals netted.';
comment on column analytics.segment_sales.taxes is
  'Tax of everything but tips and gift cards, reversals netted.';
comment on column analytics.segment_sales.total_sales is
  'Total revenue: net_sales + shipping + duties + fees + taxes.';
comment on column analytics.segment_sales.tips is
  'Tips without tax; not part of total_sales.';
comment on column analytics.segment_sales.tip_taxes is
  'Tax of tips; not part of taxes.';
comment on column analytics.segment_sales.gift_cards is
  'Gift cards sold, without tax; not part of total_sales.';
comment on column analytics.segment_sales.gift_card_taxes is
  'Tax of gift cards; not part of taxes.';
comment on column analytics.segment_sales.placed_value is
  'gross_sales + discounts of the placing agreements: divided by orders it is the average order value. Later changes do not move it.';

create view analytics.product_sales with (security_invoker = true) as
select
  d.reversals,
  d.day,
  d.product_id,
  d.variant_id,
  d.currency_code,
  d.units - d.returned_units as units_sold,
  -d.returned_units as units_returned,
  d.units,
  d.gross_sales,
  d.discounts,
  d.returns,
  d.net_sales
from daily_product_sales d;

comment on view analytics.product_sales is
  'Product lines by day and variant. What names no product has product_id 0, so that all rows of a day add up to its PRODUCT net sales.';
comment on column analytics.product_sales.reversals is
  'event: a reversal counts on the day it happened, as in Shopify''s sales reports; order: on the day of the order it belongs to. Choose one of the two in every query, or each sale counts twice.';
comment on column analytics.product_sales.day is
  'Day in the shop''s time zone.';
comment on column analytics.product_sales.product_id is
  'Shopify''s numeric id of the product; 0 where it names none (custom items, deleted products).';
comment on column analytics.product_sales.variant_id is
  'Shopify''s numeric id of the variant; 0 where it names none.';
comment on column analytics.product_sales.currency_code is
  'ISO 4217 code of the shop''s currency when the amounts were made. Never add two currencies up.';
comment on column analytics.product_sales.units_sold is
  'Units of lines ordered, lines added by an edit included.';
comment on column analytics.product_sales.units_returned is
  'Units that came back by edits, returns, refunds and cancellations; positive as a rule.';
comment on column analytics.product_sales.units is
  'units_sold - units_returned.';
comment on column analytics.product_sales.gross_sales is
  'Worth of what was ordered, before discounts, taxes and returns; gift cards excluded.';
comment on column analytics.product_sales.discounts is
  'What was taken off before tax. Negative.';
comment on column analytics.product_sales.returns is
  'What edits, returns, refunds and cancellations took back of the lines, without tax. Negative as a rule. Adjustments belong to no product.';
comment on column analytics.product_sales.net_sales is
  'gross_sales + discounts + returns.';

create view analytics.daily_customers with (security_invoker = true) as
select
  d.day,
  d.first_orders,
  d.second_orders,
  d.later_orders,
  d.orders_of_customers,
  d.guest_orders
from daily_ordering d;

comment on view analytics.daily_customers is
  'Orders by day and by their place among their customer''s orders.';
comment on column analytics.daily_customers.day is
  'Day in the shop''s time zone.';
comment on column analytics.daily_customers.first_orders is
  'First orders ever of their customers: new customers of the day.';
comment on column analytics.daily_customers.second_orders is
  'Second orders of their customers.';
comment on column analytics.daily_customers.later_orders is
  'Third orders and later ones.';
comment on column analytics.daily_customers.orders_of_customers is
  'first_orders + second_orders + later_orders.';
comment on column analytics.daily_customers.guest_orders is
  'Orders without a customer, or of one who was deleted.';

create view analytics.cohorts with (security_invoker = true) as
select
  c.cohort_month,
  c.month,
  ((extract(year from c.month) - extract(year from c.cohort_month)) * 12
    + extract(month from c.month) - extract(month from c.cohort_month))::integer as months_since_first,
  c.currency_code,
  c.customers,
  (select sum(f.customers) from cohort_months f
    where f.tenant_id = c.tenant_id and f.cohort_month = c.cohort_month and f.month = c.cohort_month)::integer as cohort_size,
  c.orders,
  c.event_net_sales as net_sales_event,
  c.event_total_sales as total_sales_event,
  c.order_net_sales as net_sales_order,
  c.order_total_sales as total_sales_order
from cohort_months c;

comment on view analytics.cohorts is
  'What the customers whose first order lies in one month did in another. One row for each currency; months without an order have none.';
comment on column analytics.cohorts.cohort_month is
  'First day of the month of the customers'' first order, in the shop''s time zone.';
comment on column analytics.cohorts.month is
  'First day of the month that the figures are of.';
comment on column analytics.cohorts.months_since_first is
  'How many months lie between the two: 0 is the month of the first order.';
comment on column analytics.cohorts.currency_code is
  'ISO 4217 code of the shop''s currency when the amounts were made. Never add two currencies up.';
comment on column analytics.cohorts.customers is
  'Customers of the cohort who ordered in month; each once, in the currency of the first order there, so that currencies add up.';
comment on column analytics.cohorts.cohort_size is
  'Customers of the cohort, whatever their currency: customers divided by it is the retention.';
comment on column analytics.cohorts.orders is
  'Their orders in month.';
comment on column analytics.cohorts.net_sales_event is
  'Their net sales, a reversal counted in the month in which it happened.';
comment on column analytics.cohorts.total_sales_event is
  'Their total sales, a reversal counted in the month in which it happened.';
comment on column analytics.cohorts.net_sales_order is
  'Their net sales, a reversal counted in the month of its order.';
comment on column analytics.cohorts.total_sales_order is
  'Their total sales, a reversal counted in the month of its order.';

create view analytics.coverage with (security_invoker = true) as
select
  c.entity,
  c.complete_from,
  c.complete_to,
  c.compared_at,
  c.gaps
from sync_coverage c;

comment on view analytics.coverage is
  'From when to when the mirror is complete, for orders, customers and products. No row: never read to the end.';
comment on column analytics.coverage.entity is
  'orders, customers or products.';
comment on column analytics.coverage.complete_from is
  'What was created earlier is not mirrored; null: complete from the shop''s beginning.';
comment on column analytics.coverage.complete_to is
  'Everything that had changed at Shopify before this is mirrored; null: never read to the end.';
comment on column analytics.coverage.compared_at is
  'When the ids were last compared with Shopify''s, to find what was deleted there.';
comment on column analytics.coverage.gaps is
  'What Shopify hides: a list of {code, field}; empty: nothing.';

-- What stands behind the views: those columns, of the shop that was entered and may be seen. The
-- comparison stands there twice for the reasons of protect_tenant_table().
grant select (
  id, shop_domain, name, currency_code, time_zone
) on tenants to tidemark_analyst;
grant select (
  tenant_id, order_id, id, agreement_id, reason, happened_at, counted_at, action_type,
  line_type, quantity, total_amount, discount_before_tax, discount_after_tax, tax_amount,
  currency_code, presentment_total, presentment_currency_code, line_item_id, product_id,
  variant_id
) on sales to tidemark_analyst;
grant select (
  tenant_id, id, name, customer_id, processed_at, created_at, updated_at, cancelled_at,
  test, currency_code, presentment_currency_code, financial_status, fulfillment_status,
  source_name, country_code, original_total, current_total, total_refunded,
  ledger_difference, deleted_at
) on orders to tidemark_analyst;
grant select (
  tenant_id, order_id, id, product_id, variant_id, title, sku, quantity, current_quantity,
  is_gift_card, unit_price
) on order_lines to tidemark_analyst;
grant select (
  tenant_id, order_id, id, created_at, processed_at, total_refunded, currency_code
) on refunds to tidemark_analyst;
grant select (
  tenant_id, id, display_name, state, created_at, shopify_amount_spent,
  shopify_currency_code, shopify_orders_count, shopify_read_at, deleted_at
) on customers to tidemark_analyst;
grant select (
  tenant_id, customer_id, currency_code, total_spent, placed_value, orders_count,
  first_order_at, last_order_at, cohort_month
) on customer_values to tidemark_analyst;
grant select (
  tenant_id, order_id, customer_id, processed_at, day, currency_code, previous_day,
  cohort_month, number
) on customer_orders to tidemark_analyst;
grant select (
  tenant_id, id, title, handle, status, vendor, product_type, created_at, updated_at,
  deleted_at
) on products to tidemark_analyst;
grant select (
  tenant_id, id, product_id, title, sku, price, position
) on variants to tidemark_analyst;
grant select (
  tenant_id, reversals, day, currency_code, orders, units, gross_sales, discounts, returns,
  net_sales, shipping, duties, fees, taxes, total_sales, tips, tip_taxes, gift_cards,
  gift_card_taxes, placed_value
) on daily_sales to tidemark_analyst;
grant select (
  tenant_id, reversals, day, currency_code, channel, customer_type,
  presentment_currency_code, country_code, orders, units, gross_sales, discounts, returns,
  net_sales, shipping, duties, fees, taxes, total_sales, tips, tip_taxes, gift_cards,
  gift_card_taxes, placed_value
) on daily_segment_sales to tidemark_analyst;
grant select (
  tenant_id, reversals, day, product_id, variant_id, currency_code, units, returned_units,
  gross_sales, discounts, returns, net_sales
) on daily_product_sales to tidemark_analyst;
grant select (
  tenant_id, day, first_orders, second_orders, later_orders, orders_of_customers,
  guest_orders
) on daily_ordering to tidemark_analyst;
grant select (
  tenant_id, cohort_month, month, currency_code, customers, orders, event_net_sales,
  event_total_sales, order_net_sales, order_total_sales
) on cohort_months to tidemark_analyst;
grant select (
  tenant_id, entity, complete_from, complete_to, compared_at, gaps
) on sync_coverage to tidemark_analyst;

do $$
declare
  target text;
  tenant_column text;
begin
  foreach target in array array['tenants',
    'sales',
    'orders',
    'order_lines',
    'refunds',
    'customers',
    'customer_values',
    'customer_orders',
    'products',
    'variants',
    'daily_sales',
    'daily_segment_sales',
    'daily_product_sales',
    'daily_ordering',
    'cohort_months',
    'sync_coverage'] loop
    tenant_column := case target when 'tenants' then 'id' else 'tenant_id' end;
    execute format(
      'create policy analyst on %1$I for select to tidemark_analyst using (%2$I = current_setting(''tidemark.tenant_id'')::uuid and %2$I = (select analyst_tenant()))',
      target, tenant_column);
  end loop;
end
$$;

grant select on all tables in schema analytics to tidemark_analyst;
