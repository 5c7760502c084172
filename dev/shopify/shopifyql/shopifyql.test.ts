import { expect, test } from 'vitest'
import { createTestShop } from '../graphql/test-shop.ts'
import { truth } from '../truth/index.ts'
import { now } from '../world/index.ts'
import type { ShopifyqlResponse } from './run.ts'

const { ask, state, world } = createTestShop()
const scopes = ['read_reports']
const ASK = `query Report($query: String!) {
  shopifyqlQuery(query: $query) {
    parseErrors
    tableData { columns { name dataType displayName } rows }
  }
}`

async function run(query: string): Promise<Omit<ShopifyqlResponse, 'parseWarnings'>> {
  const { data, errors } = await ask(ASK, { query }, { scopes })
  expect(errors).toBeUndefined()
  return (data as { shopifyqlQuery: ShopifyqlResponse }).shopifyqlQuery
}

test('a report has a row for each day, with the figures that are true', async () => {
  const range = { from: '2026-10-01', to: '2026-10-31' }
  const { parseErrors, tableData } = await run(
    `FROM sales SHOW orders, total_sales, sales_reversals, additional_fees, return_fees
     TIMESERIES day SINCE ${range.from} UNTIL ${range.to} ORDER BY day`,
  )
  expect(parseErrors).toEqual([])
  expect(tableData?.columns.slice(0, 3)).toEqual([
    { name: 'day', dataType: 'DAY_TIMESTAMP', displayName: 'Day' },
    { name: 'orders', dataType: 'INTEGER', displayName: 'Orders' },
    { name: 'total_sales', dataType: 'MONEY', displayName: 'Total sales' },
  ])
  const { days } = truth(state, now(world), range)
  expect(days).toHaveLength(31)
  expect(tableData?.rows).toMatchObject(
    days.map((day) => ({
      day: day.date,
      orders: String(day.orders),
      total_sales: day.totalSales,
      sales_reversals: day.returns,
    })),
  )
  const fees = (tableData?.rows ?? []).map((row) =>
    (Number(row['additional_fees']) + Number(row['return_fees'])).toFixed(2),
  )
  expect(fees).toEqual(days.map((day) => day.fees))
})

test('what cannot be understood is said in parse errors, beside no table', async () => {
  const range = 'SINCE 2026-10-01 UNTIL 2026-10-31'
  for (const [query, said] of [
    [`FROM sales SHOW love TIMESERIES day ${range}`, /Column not found: love/],
    [`FROM sessions SHOW sessions TIMESERIES day ${range}`, /no table sessions/],
    [`FROM sales SHOW orders TIMESERIES day SINCE 2026-10-02 UNTIL 2026-10-01`, /before SINCE/],
    [`SELECT orders`, /begins with FROM/],
    [`FROM sales TIMESERIES day ${range}`, /needs SHOW/],
  ] as const) {
    const { parseErrors, tableData } = await run(query)
    expect(parseErrors).toEqual([expect.stringMatching(said)])
    expect(tableData).toBeNull()
  }
})

test('a report needs its scope and the approval for personal data', async () => {
  const query = 'FROM sales SHOW orders TIMESERIES day SINCE 2026-10-01 UNTIL 2026-10-01'
  const without = await ask(ASK, { query }, { scopes: ['read_orders'] })
  expect(without.errors?.[0]).toMatchObject({
    message: expect.stringContaining('`read_reports` access scope'),
    extensions: { code: 'ACCESS_DENIED' },
  })
  const unapproved = await ask(ASK, { query }, { scopes, dataAccess: 'level1' })
  expect(unapproved.errors?.[0]?.message).toContain('not approved to use the shopifyqlQuery field')
})
