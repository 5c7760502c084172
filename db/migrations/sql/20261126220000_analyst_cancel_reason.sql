-- Why orders were cancelled, for analysts.
create or replace view analytics.orders with (security_invoker = true) as
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
    where s.tenant_id = o.tenant_id and s.order_id = o.id and s.line_type not in ('TIP', 'GIFT_CARD')) as total_sales,
  o.cancel_reason
from orders o
left join customer_orders c on c.tenant_id = o.tenant_id and c.order_id = o.id
where not o.test and o.deleted_at is null;

comment on column analytics.orders.cancel_reason is
  'Why it was cancelled, in Shopify''s word, such as CUSTOMER or INVENTORY; null: it was not, or no reason is known.';
grant select (cancel_reason) on orders to tidemark_analyst;
