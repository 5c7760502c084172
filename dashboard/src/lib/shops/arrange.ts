import type { ShopRow } from '@tidemark/api/contract'
import { changeRatio, compare } from '../format/decimal.ts'
import type { Sort } from '../list/sort.ts'
import { describeShop } from './shop-state.ts'

export const columns = ['name', 'revenue', 'change', 'orders', 'state', 'synced'] as const
export type Column = (typeof columns)[number]

/** As the API lists them. */
export const usualSort: Sort<Column> = { by: 'name', direction: 'asc' }

/** The shops whose name or address holds the words, in the order that was asked for. */
export function arrange(shops: readonly ShopRow[], search: string, sort: Sort<Column>): ShopRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = shops.filter(({ name, shopDomain }) => {
    const text = `${name} ${shopDomain}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const direction = sort.direction === 'asc' ? 1 : -1
  const by = order[sort.by]
  // What a shop does not have stands last, whichever way it is sorted.
  return found.toSorted((a, b) => {
    const [left, right] = [by(a), by(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return place(left, right) * direction || byName(a, b)
  })
}

type Key = string | number | { group: string; amount: string }

/** What a shop is placed by; null where it has none. */
const order: Record<Column, (shop: ShopRow) => Key | null> = {
  name: ({ name }) => name.toLowerCase(),
  // Amounts of two currencies cannot be compared: each currency by itself.
  revenue: ({ reading }) =>
    reading && {
      group: reading.totalRevenue.currencyCode,
      amount: reading.totalRevenue.amount,
    },
  change: ({ reading }) => {
    const before = reading?.previous?.totalRevenue
    if (!reading || !before || before.currencyCode !== reading.totalRevenue.currencyCode)
      return null
    const amount = changeRatio(reading.totalRevenue.amount, before.amount)
    return amount === null ? null : { group: '', amount }
  },
  orders: ({ reading }) => reading && reading.orders,
  state: (shop) => describeShop(shop).rank,
  synced: ({ reading }) => reading && reading.lastSyncedAt,
}

function place(a: Key, b: Key): number {
  if (typeof a === 'object' && typeof b === 'object') {
    return compareText(a.group, b.group) || compare(a.amount, b.amount)
  }
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return compareText(String(a), String(b))
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const byName = (a: ShopRow, b: ShopRow): number =>
  compareText(a.name.toLowerCase(), b.name.toLowerCase()) || compareText(a.id, b.id)
