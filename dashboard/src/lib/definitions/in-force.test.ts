import type { Definition, Metadata } from '@tidemark/api/contract'
import { expect, test } from 'vitest'
import { describeSwitches } from './in-force.ts'

const netSales: Definition = {
  id: 'net-sales',
  name: 'Net sales',
  version: 1,
  unit: 'money',
  sentence: 'What is left.',
  formula: 'gross sales + discounts + returns',
  dateBasis: 'event',
  switches: ['reversals', 'channel', 'country'],
  differsFromShopify: 'It lags.',
}
const metadata: Metadata = {
  from: '2026-11-01',
  to: '2026-11-30',
  timeZone: 'UTC',
  currencyCode: 'USD',
  reversals: 'event',
  filters: {},
  definitionsVersion: '1',
  fields: {},
  untold: {},
}

test('a number says how the switches stand that change it', () => {
  expect(describeSwitches(netSales, metadata)).toEqual(['Returns count on the day they happened.'])
  const filters = { channel: 'web', country: '', product: '7' }
  expect(describeSwitches(netSales, { ...metadata, reversals: 'order', filters })).toEqual([
    'Returns count on the day of their order.',
    'Only channel web.',
    'Only orders of no known country.',
  ])
  expect(describeSwitches({ ...netSales, switches: [] }, metadata)).toEqual([])
})
