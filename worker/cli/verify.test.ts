import { expect, it } from 'vitest'
import { describeComparison } from './verify.ts'

const right = {
  rollup: 'daily_sales',
  key: ['reversals', 'day'],
  rows: 1_499,
  differences: 0,
  first: [],
}
const nothing = { orders: 0, customers: 0, comparisons: 0 }

it('says how much was compared, and that nothing differs', () => {
  const found = { waiting: nothing, rebuildDue: false, rollups: [right, { ...right, rows: 1 }] }
  expect(describeComparison('a.myshopify.com', found)).toBe(
    'a.myshopify.com: 2 rollups with 1,500 rows were computed anew from the ledger: no difference.',
  )
})

it('names the first rows that differ, by what and from what', () => {
  const known = { reversals: 'event', day: '2026-03-01' }
  const found = {
    waiting: { orders: 1_200, customers: 1, comparisons: 1_100 },
    rebuildDue: false,
    rollups: [
      right,
      {
        ...right,
        rollup: 'daily_product_sales',
        rows: 20,
        differences: 1_003,
        first: [
          {
            stored: { ...known, units: 3, net_sales: 20.01, last_day: null },
            expected: { ...known, units: 3, net_sales: 20, last_day: '2026-01-01' },
          },
          { stored: null, expected: { reversals: '', day: '2026-03-02', units: 1 } },
          { stored: { ...known, units: 1 }, expected: null },
        ],
      },
    ],
  }
  expect(describeComparison('a.myshopify.com', found).split('\n')).toEqual([
    'a.myshopify.com: 2 rollups with 1,519 rows were computed anew from the ledger: 1,003 differences.',
    '  daily_product_sales: 1,003 of 20 rows',
    '    reversals event, day 2026-03-01: net_sales is 20.01 and should be 20; last_day is null and should be 2026-01-01',
    '    reversals "", day 2026-03-02: missing',
    '    reversals event, day 2026-03-01: not in the ledger',
    '    … and 1,000 more',
    '1,200 changed orders and 1 changed customer wait for the next sync to be counted: no difference.',
    "1,100 customers wait for the next sync to be compared with Shopify's lifetime value.",
  ])
})

it('says when there is nothing to compare', () => {
  expect(
    describeComparison('a.myshopify.com', { waiting: nothing, rebuildDue: true, rollups: [] }),
  ).toMatch(/^a\.myshopify\.com: nothing to compare: all figures are to be computed anew/)
})
