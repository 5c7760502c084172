import { keepOrders, keepRows } from './filters.ts'
import { listLedger } from './ledger.ts'
import { listOrderFacts, type OrderFact } from './order-facts.ts'
import { salesFigures, type SalesQuestion } from './sales-figures.ts'
import { isInside, type Range, type Shop } from './shop.ts'

/** What sales can be split by: each names the filter that lets one value through. */
export type Segment = 'channel' | 'customerType' | 'presentmentCurrency' | 'country'

const valueOf: Record<Segment, (fact: OrderFact) => string> = {
  channel: ({ order }) => order.sourceName ?? '',
  customerType: ({ type }) => type,
  presentmentCurrency: ({ order }) => order.presentmentCurrencyCode,
  country: ({ order }) => order.countryCode ?? '',
}

/** The figures of a range for each value that its orders and ledger rows have, by that value. */
export function salesBySegment(
  shop: Shop,
  range: Range,
  { by, reversals, filters = {} }: SalesQuestion & { by: Segment },
) {
  const facts = listOrderFacts(shop)
  const ledger = listLedger(shop, facts, reversals)
  const rows = keepRows(ledger, filters).filter(({ day }) => isInside(day, range))
  const placed = keepOrders(ledger, facts, filters).filter(({ day }) => isInside(day, range))
  const keys = new Set([...rows.map(({ fact }) => fact), ...placed].map(valueOf[by]))
  return [...keys].toSorted().map((key) => {
    const question = { reversals, filters: { ...filters, [by]: key } }
    return { key, ...salesFigures(shop, range, question) }
  })
}

/** How many orders have each value, all time, by that value. */
export function countSegment(shop: Shop, by: Segment) {
  const groups = Map.groupBy(listOrderFacts(shop), valueOf[by])
  return [...groups.keys()]
    .toSorted()
    .map((value) => ({ value, orders: groups.get(value)?.length ?? 0 }))
}
