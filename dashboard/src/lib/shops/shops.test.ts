import type { ShopReading, ShopRow } from '@tidemark/api/contract'
import { expect, test } from 'vitest'
import { arrange, type Column } from './arrange.ts'
import { describeShop } from './shop-state.ts'

const money = (amount: string, currencyCode = 'EUR') => ({ amount, currencyCode })
const reading: ShopReading = {
  status: 'active',
  currencyCode: 'EUR',
  timeZone: 'Europe/Berlin',
  range: { from: '2026-10-28', to: '2026-11-26' },
  totalRevenue: money('0.00'),
  orders: 0,
  orderingCustomers: 0,
  otherCurrencies: [],
  previous: null,
  dailyRevenue: [],
  lastSyncedAt: '2026-11-26T10:00:00.000Z',
  sync: null,
  connection: { state: 'connected', trouble: null },
}
const shop = (name: string, change: Partial<ShopReading> | null = {}): ShopRow => ({
  id: name,
  name,
  shopDomain: `${name.toLowerCase()}.myshopify.com`,
  failure: change === null ? 'It could not be read.' : null,
  reading: change === null ? null : { ...reading, ...change },
})
const before = (totalRevenue: ReturnType<typeof money>) => ({
  previous: {
    from: '',
    to: '',
    totalRevenue,
    orders: 0,
    orderingCustomers: 0,
    otherCurrencies: [],
  },
})
const sync = (state: NonNullable<ShopReading['sync']>['state']) => ({
  trigger: 'schedule' as const,
  state,
  startedAt: '2026-11-26T10:00:00.000Z',
  finishedAt: null,
  error: { kind: 'x', sentence: 'Why.', action: null },
})

const names = (shops: ShopRow[], by: Column, direction: 'asc' | 'desc', search = '') =>
  arrange(shops, search, { by, direction }).map(({ name }) => name)

test('shops are found by words of their name or address', () => {
  const shops = [shop('Harbor'), shop('Kumo')]
  expect(names(shops, 'name', 'asc', ' kumo myshopify ')).toEqual(['Kumo'])
  expect(names(shops, 'name', 'asc', 'lindenhof')).toEqual([])
})

test('revenue is ordered exactly, each currency by itself, and what was not read stands last', () => {
  const shops = [
    shop('Unread', null),
    shop('Small', { totalRevenue: money('9007199254740993.01') }),
    shop('Large', { totalRevenue: money('9007199254740993.02') }),
    shop('Yen', { totalRevenue: money('5', 'JPY') }),
  ]
  expect(names(shops, 'revenue', 'desc')).toEqual(['Yen', 'Large', 'Small', 'Unread'])
  expect(names(shops, 'revenue', 'asc')).toEqual(['Small', 'Large', 'Yen', 'Unread'])
})

test('change is that of a shop against itself; without one before there is none', () => {
  const shops = [
    shop('Up', { totalRevenue: money('12'), ...before(money('10')) }),
    shop('New', { totalRevenue: money('12'), ...before(money('0')) }),
    shop('Down', { totalRevenue: money('5'), ...before(money('10')) }),
  ]
  expect(names(shops, 'change', 'desc')).toEqual(['Up', 'Down', 'New'])
  expect(names(shops, 'change', 'asc')).toEqual(['Down', 'Up', 'New'])
})

test('a shop says how it stands, the worst first', () => {
  const trouble = {
    code: 'token_revoked',
    sentence: 'Revoked.',
    action: '',
    mend: 'reconnect' as const,
  }
  const shops = [
    shop('Fine', { sync: sync('completed') }),
    shop('First', { sync: sync('running'), lastSyncedAt: null }),
    shop('Failed', { sync: sync('failed') }),
    shop('Paused', { status: 'paused' }),
    shop('Revoked', { connection: { state: 'token_revoked', trouble } }),
    shop('Rejects', { sync: sync('completed_with_rejects') }),
    shop('Unread', null),
  ]
  expect(
    arrange(shops, '', { by: 'state', direction: 'asc' }).map((one) => {
      const { words, sentence, to } = describeShop(one)
      return [one.name, words, sentence, to]
    }),
  ).toEqual([
    ['Unread', 'Could not be read', 'It could not be read.', null],
    ['Revoked', 'Not connected', 'Revoked.', 'settings'],
    ['Failed', 'Last sync failed', 'Why.', 'syncs'],
    ['Paused', 'Paused', null, 'settings'],
    ['First', 'First sync is running', 'Its figures are partial until then.', 'syncs'],
    ['Rejects', 'Rows rejected', 'Some rows are not in the figures.', 'syncs'],
    ['Fine', 'In step', null, null],
  ])
})
