import { END } from './facts.ts'

/** What fills each mirrored table, in two queues that are worked off side by side. */
export const MIRRORED_ROWS: readonly Readonly<Record<string, string>>[] = [
  {
    sales: `
      insert into tidemark.sales (tenant_id, order_id, id, agreement_id, reason, happened_at,
        counted_at, action_type, line_type, quantity, total_amount, discount_before_tax,
        discount_after_tax, tax_amount, currency_code, presentment_total,
        presentment_currency_code, line_item_id, product_id, variant_id)
      select tenant_id, order_id, id, order_id * 2 + (reason <> 'ORDER')::int, reason, counted_at,
        counted_at, action_type, line_type, quantity, (net + tax) * 0.01, discount * 0.01, 0,
        tax * 0.01, 'USD', (net + tax) * 0.01, presentment, line_item_id, product_id, variant_id
      from bench.ledger`,
  },
  {
    orders: `
      insert into tidemark.orders (tenant_id, id, name, customer_id, processed_at, created_at,
        updated_at, test, currency_code, presentment_currency_code, financial_status,
        fulfillment_status, source_name, country_code, original_total, current_total,
        total_refunded, cash_rounding, refund_discrepancy, content_hash)
      select tenant_id, id, '#' || id, customer_id, processed_at, processed_at,
        least(processed_at + later, ${END}), test, 'USD', presentment, 'PAID', 'FULFILLED', channel, country,
        (worth + case when third in ('return', 'edit', 'adjustment') then 0 else rest end) * 0.01,
        (worth + rest) * 0.01,
        case when third in ('return', 'adjustment') then -rest else 0 end * 0.01, 0, 0,
        '\\x00000000000000000000000000000000'::bytea
      from (
        select *, paid + paid * 8 / 100 + 540 as worth, third_net + third_tax as rest
        from bench.facts
        offset 0
      ) as f`,
    order_lines: `
      insert into tidemark.order_lines (tenant_id, order_id, id, product_id, variant_id, title,
        quantity, current_quantity, is_gift_card, unit_price)
      select tenant_id, order_id, line_item_id, product_id, variant_id, 'Product ' || product_id,
        quantity, quantity, false, (net + discount) * 0.01
      from bench.ledger
      where line_type = 'PRODUCT' and action_type = 'ORDER'`,
    customers: `
      insert into tidemark.customers (tenant_id, id, display_name, state, created_at, updated_at,
        shopify_amount_spent, shopify_currency_code, shopify_orders_count, shopify_read_at,
        content_hash)
      select tenant_id, customer_id, 'Customer ' || customer_id, 'ENABLED', min(processed_at),
        max(processed_at), sum(current_total), 'USD', count(*), max(processed_at),
        '\\x00000000000000000000000000000000'::bytea
      from tidemark.orders
      where customer_id is not null
      group by tenant_id, customer_id`,
    daily_customers: `
      insert into tidemark.daily_customers (tenant_id, day, customers)
      select tenant_id, (created_at at time zone 'UTC')::date, count(*)
      from tidemark.customers
      group by 1, 2`,
    products: `
      insert into tidemark.products (tenant_id, id, title, handle, status, created_at, updated_at,
        content_hash)
      select tenant_id, id, 'Product ' || id, 'product-' || id, 'ACTIVE', '2021-11-01',
        '2021-11-01', '\\x00000000000000000000000000000000'::bytea
      from bench.shops, generate_series(1, products) as id`,
    variants: `
      insert into tidemark.variants (tenant_id, id, product_id, title, price, position)
      select tenant_id, id * 10 + place, id, 'Variant ' || place, 10, place
      from bench.shops, generate_series(1, products) as id, generate_series(1, 2) as place`,
  },
]
