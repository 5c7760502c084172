import { Client } from 'pg'
import { drain } from '../../testing/drain.ts'
import type { TestDatabase } from '../../testing/index.ts'

const SIZES = { customers: 6_000, products: 300, orders: 20_000 }
const NEIGHBOURS_SIZES = { customers: 300, products: 15, orders: 1_000 }
/** Not drawn by lot: the order of the ids is the order of the index, which plans depend on. */
const TENANTS = Array.from(
  { length: 11 },
  (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
)
const [LARGE = ''] = TENANTS
const ADD_TENANT = `insert into tenants (id, shop_domain, name, time_zone, currency_code)
  values ($1::text::uuid, $1::text || '.myshopify.com', 'A shop', 'Europe/Berlin', 'USD')`

/**
 * Puts a shop into a test's database that is large enough for Postgres to plan for it as it would
 * for a real one, among ten small ones: two years of orders, some by guests, from three channels and
 * in three currencies of presentment, some partly returned, with their rollups. Everything is the
 * same each time, and the statistics are those of all rows, so that plans are too. Gives the shop's
 * id.
 */
export async function createLargeShop({ db, ownerUrl }: TestDatabase): Promise<string> {
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('set search_path = tidemark')
    await owner.query(WITHOUT_AUTOVACUUM)
    for (const tenant of TENANTS) {
      await owner.query(ADD_TENANT, [tenant])
      await fill(owner, tenant, tenant === LARGE ? SIZES : NEIGHBOURS_SIZES)
    }
    // Without statistics the drain would be planned for empty tables.
    await owner.query('analyze')
    await owner.query(COUNT_CUSTOMERS)
    await owner.query('insert into rollup_rebuilds (tenant_id) select id from tenants')
    for (const tenant of TENANTS) await drain(db, tenant)
    // Where the pages of a growing index are split is left to chance.
    await owner.query('reindex schema tidemark')
    // Looks at up to 300 rows for each unit of it: at all of them.
    await owner.query('set default_statistics_target = 1000')
    await owner.query('vacuum (analyze)')
  } finally {
    await owner.end()
  }
  return LARGE
}

const COUNT_CUSTOMERS = `insert into daily_customers (tenant_id, day, customers)
  select tenant_id, (created_at at time zone 'UTC')::date, count(*) from customers group by 1, 2`

/** It would look at a part of the rows, whenever it likes. */
const WITHOUT_AUTOVACUUM = `
  do $$
  declare target regclass;
  begin
    for target in select oid from pg_class
      where relnamespace = 'tidemark'::regnamespace and relkind = 'r'
    loop execute format('alter table %s set (autovacuum_enabled = off)', target); end loop;
  end $$`

/**
 * The customers of orders follow a square: some have many orders, most few. Each order has a product
 * line, shipping and, one in ten, a return a week later.
 */
async function fill(owner: Client, tenantId: string, sizes: typeof SIZES): Promise<void> {
  const { customers, products, orders } = sizes
  const hash = `'\\x00'::bytea`
  const placed = `timestamptz '2024-12-01T06:00:00Z' + n * interval '730 days' / ${orders}`
  const statements = [
    `insert into products (tenant_id, id, title, handle, status, created_at, updated_at, content_hash)
      select $1, n, 'Product ' || n, 'product-' || n, 'ACTIVE', now(), now(), ${hash}
      from generate_series(1, ${products}) as n`,
    `insert into variants (tenant_id, id, product_id, title, position)
      select $1, n, n % ${products} + 1, 'Variant ' || n, 1
      from generate_series(1, ${2 * products}) as n`,
    `insert into customers (tenant_id, id, display_name, created_at, updated_at,
        shopify_amount_spent, shopify_currency_code, shopify_orders_count, shopify_read_at,
        content_hash)
      select $1, n, 'Customer ' || n,
        timestamptz '2024-12-01T06:00:00Z' + n * interval '730 days' / ${customers}, now(),
        n % 97, 'USD', n % 7, now(), ${hash}
      from generate_series(1, ${customers}) as n`,
    `insert into orders (tenant_id, id, name, customer_id, processed_at, created_at, updated_at, test,
        currency_code, presentment_currency_code, source_name, country_code, original_total, current_total,
        total_refunded, cash_rounding, refund_discrepancy, content_hash)
      select $1, n, '#' || n,
        case when n % 8 <> 0 then (n::bigint * 7919 % ${customers}) ^ 2 / ${customers} + 1 end,
        ${placed}, ${placed}, ${placed}, n % 500 = 0, 'USD',
        (array['USD', 'USD', 'CAD', 'EUR'])[n % 4 + 1], (array['web', 'web', 'pos', 'app'])[n % 4 + 1],
        (array['DE', 'DE', 'AT', 'CH', null])[n % 5 + 1],
        60, 60, 0, 0, 0, ${hash}
      from generate_series(1, ${orders}) as n`,
    `insert into order_lines (tenant_id, order_id, id, product_id, variant_id, title, quantity,
        current_quantity, is_gift_card, unit_price)
      select $1, n, n, n % ${products} + 1, n % ${2 * products} + 1, 'A thing', 1, 1, false, 50
      from generate_series(1, ${orders}) as n`,
    `insert into sales (tenant_id, order_id, id, agreement_id, reason, happened_at, counted_at,
        action_type, line_type, quantity, total_amount, discount_before_tax, discount_after_tax,
        tax_amount, currency_code, presentment_total, presentment_currency_code, line_item_id,
        product_id, variant_id)
      select $1, n, n * 10 + kind.id, n, kind.reason, ${placed} + kind.later, ${placed} + kind.later,
        kind.action, kind.line_type, kind.quantity, kind.total, 0, 0, 0, 'USD', kind.total, 'USD', n,
        case when kind.line_type = 'PRODUCT' then n % ${products} + 1 end,
        case when kind.line_type = 'PRODUCT' then n % ${2 * products} + 1 end
      from generate_series(1, ${orders}) as n
      join (values
        (1, 'ORDER', interval '0', 'ORDER', 'PRODUCT', 1, 50 ),
        (2, 'ORDER', interval '0', 'ORDER', 'SHIPPING', null, 10),
        (3, 'REFUND', interval '7 days', 'RETURN', 'PRODUCT', -1, -50)
      ) as kind (id, reason, later, action, line_type, quantity, total)
        on kind.id < 3 or n % 10 = 0`,
    `insert into refunds (tenant_id, order_id, id, created_at, total_refunded, currency_code)
      select $1, n * 10, n, now(), 50, 'USD' from generate_series(1, ${orders / 10}) as n`,
    `insert into report_days (tenant_id, day, compared_at, currency_code)
      select $1, date '2024-12-01' + n, now(), 'USD' from generate_series(1, 729) as n`,
    `insert into report_differences (tenant_id, day, metric, ours, shopify)
      select $1, date '2024-12-01' + n, metric, 0, 1
      from generate_series(1, 729, 9) as n cross join unnest(array['taxes', 'total_sales']) as metric`,
  ]
  for (const statement of statements) await owner.query(statement, [tenantId])
}
