import { randomUUID } from 'node:crypto'
import { afterEach, expect, inject, test } from 'vitest'
import { query } from '../testing/catalogue.ts'
import { migrations } from './list.ts'
import { migrate } from './migrate.ts'

const MIGRATION = '20261126160000_product_sales_parts'

const made: string[] = []
afterEach(async () => {
  for (const name of made.splice(0)) {
    await query(inject('postgresUrl'), `drop database ${name} with (force)`)
  }
})

test('of every shop the two views of product sales become what happened and what moves, months too', async () => {
  const name = `parts_${randomUUID().replaceAll('-', '')}`
  made.push(name)
  await query(inject('postgresUrl'), `create database ${name}`)
  const databaseUrl = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href
  const before = migrations.findIndex((one) => one.name === MIGRATION)
  await migrate({ databaseUrl, migrations: migrations.slice(0, before) })
  await query(databaseUrl, OLD_ROWS)
  await migrate({ databaseUrl, migrations: migrations.slice(0, before + 1) })

  const days = await query<Record<string, unknown>>(
    databaseUrl,
    `select * from (${ROWS('day', 'daily_product_sales')}) as r`,
  )
  expect(days.map((row) => Object.values(row).join(' '))).toEqual([
    'one event 2026-03-10 1 2 0 20 0 20 2',
    'one event 2026-04-05 1 -1 -1 0 -10 -10 1',
    'one event 2026-04-05 2 1 0 5 0 5 1',
    'one moved 2026-03-10 1 -1 -1 0 -10 -10 1',
    'one moved 2026-04-05 1 1 1 0 10 10 -1',
    'two event 2026-03-10 1 1 0 7.5 0 7.5 1',
  ])
  const months = await query<Record<string, unknown>>(
    databaseUrl,
    `
    select r.*, p.last_sold_on::text from (${ROWS('month', 'product_months')}) as r
    join tidemark.product_months as p on p.part = r.part and p.month = r.at::date`,
  )
  // April was stale, and stays so.
  expect(months.map((row) => Object.values(row).join(' '))).toEqual([
    'one event 2026-03-01 1 2 0 20 0 20 2 2026-03-10',
    'one moved 2026-03-01 1 -1 -1 0 -10 -10 1 ',
  ])
  const views = await query<Record<string, unknown>>(
    databaseUrl,
    `
    select reversals, day::text, product_id, units_sold, units_returned, net_sales::float8
    from analytics.product_sales where net_sales <> 7.5
    order by 1, 2, 3`,
  )
  expect(views.map((row) => Object.values(row).join(' '))).toEqual([
    'event 2026-03-10 1 2 0 20',
    'event 2026-04-05 1 0 1 -10',
    'event 2026-04-05 2 1 0 5',
    'order 2026-03-10 1 2 1 10',
    'order 2026-04-05 2 1 0 5',
  ])
})

/** As the version before wrote them: an order of March of which one of two came back in April. */
const OLD_ROWS = `
  insert into tidemark.tenants (id, shop_domain, name, time_zone, currency_code) values
    ('00000000-0000-0000-0000-000000000001', 'one.myshopify.com', 'one', 'UTC', 'USD'),
    ('00000000-0000-0000-0000-000000000002', 'two.myshopify.com', 'two', 'UTC', 'USD');
  insert into tidemark.daily_product_sales (tenant_id, reversals, day, product_id, variant_id,
    currency_code, units, returned_units, gross_sales, returns, net_sales, entries)
  select ('00000000-0000-0000-0000-00000000000' || shop)::uuid, view, day::date, product, 0, 'USD',
    units, returned, gross, returns, gross + returns, entries
  from (values
    (1, 'event', '2026-03-10', 1, 2, 0, 20, 0, 2),
    (1, 'event', '2026-04-05', 1, -1, -1, 0, -10, 1),
    (1, 'event', '2026-04-05', 2, 1, 0, 5, 0, 1),
    (1, 'order', '2026-03-10', 1, 1, -1, 20, -10, 3),
    (1, 'order', '2026-04-05', 2, 1, 0, 5, 0, 1),
    (2, 'event', '2026-03-10', 1, 1, 0, 7.5, 0, 1),
    (2, 'order', '2026-03-10', 1, 1, 0, 7.5, 0, 1)
  ) as r (shop, view, day, product, units, returned, gross, returns, entries);
  insert into tidemark.folded_months (tenant_id, month, stale)
  select '00000000-0000-0000-0000-000000000001', month::date, stale
  from (values ('2026-03-01', false), ('2026-04-01', true)) as m (month, stale);
  insert into tidemark.product_months (tenant_id, reversals, month, product_id, variant_id,
    currency_code, units, returned_units, gross_sales, discounts, returns, net_sales, last_sold_on)
  select tenant_id, reversals, date_trunc('month', day)::date, product_id, variant_id, currency_code,
    units, returned_units, gross_sales, discounts, returns, net_sales, day
  from tidemark.daily_product_sales
  where tenant_id = '00000000-0000-0000-0000-000000000001'`

const ROWS = (on: 'day' | 'month', table: string) => `
  select t.name, p.part, p.${on}::text as at, p.product_id, p.units, p.returned_units,
    p.gross_sales::float8, p.returns::float8, p.net_sales::float8, p.entries
  from tidemark.${table} as p join tidemark.tenants as t on t.id = p.tenant_id
  order by 1, 2, 3, 4`
