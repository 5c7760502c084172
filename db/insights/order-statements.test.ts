import { findOrder } from './find-order.ts'
import { listOrders, type ListOrdersInput } from './list-orders.ts'
import { orderAgreements } from './order-agreements.ts'
import { orderLines } from './order-lines.ts'
import { orderRefunds } from './order-refunds.ts'
import { searchOrders } from './search-orders.ts'
import { testCommittedStatements } from './testing/committed-statements.ts'

const timeZone = 'Europe/Berlin'
const orderId = '70'
const newest: ListOrdersInput = {
  range: { from: null, to: null },
  timeZone,
  sort: 'processedAt',
  direction: 'desc',
  limit: 50,
}
const filtered = {
  financialStatus: 'REFUNDED',
  fulfillmentStatus: 'FULFILLED',
  channel: 'pos',
  country: 'DE',
  state: 'cancelled',
  kind: 'refunded',
} as const

testCommittedStatements(new URL('.', import.meta.url), {
  'list-orders': (trx) => listOrders(trx, newest),
  'list-orders-next': (trx) =>
    listOrders(trx, { ...newest, after: { sortValue: '2026-03-10 12:00:00+00', id: '70' } }),
  'list-orders-filtered': (trx) =>
    listOrders(trx, { ...newest, ...filtered, range: { from: '2026-03-01', to: '2026-03-31' } }),
  'list-orders-by-total': (trx) =>
    listOrders(trx, {
      ...newest,
      sort: 'currentTotal',
      direction: 'asc',
      after: { sortValue: '59.5', id: '70' },
    }),
  'list-orders-of-customer': (trx) => listOrders(trx, { ...newest, customerId: '7' }),
  'list-orders-edited': (trx) => listOrders(trx, { ...newest, kind: 'edited' }),
  'list-orders-unbalanced': (trx) => listOrders(trx, { ...newest, kind: 'unbalanced' }),
  'list-orders-found': (trx) =>
    listOrders(trx, { ...newest, found: { orders: ['7', '70'], customers: ['7'] } }),
  'list-orders-found-many': (trx) =>
    listOrders(trx, { ...newest, found: { orders: ['7'], customers: { text: 'customer' } } }),
  'search-orders': (trx) => searchOrders(trx, { search: '#70' }),
  'search-orders-id': (trx) => searchOrders(trx, { search: '70' }),
  'find-order': (trx) => findOrder(trx, { id: orderId, timeZone }),
  'order-agreements': (trx) => orderAgreements(trx, { orderId, timeZone }),
  'order-lines': (trx) => orderLines(trx, { orderId }),
  'order-refunds': (trx) => orderRefunds(trx, { orderId }),
})
