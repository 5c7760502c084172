import { coverage } from './coverage.ts'
import { currencySales } from './currency-sales.ts'
import { currentRun } from './current-run.ts'
import { dailyTotals } from './daily-totals.ts'
import { existingCustomers } from './existing-customers.ts'
import { customerFigures } from './customer-figures.ts'
import { ledgerBalance } from './ledger-balance.ts'
import { listRuns } from './list-runs.ts'
import { orderingHistory } from './ordering-history.ts'
import { ordersHistory } from './orders-history.ts'
import { otherCurrencies } from './other-currencies.ts'
import { rejectedRows } from './rejected-rows.ts'
import { reportProof } from './report-proof.ts'
import { salesByProduct } from './sales-by-product.ts'
import { salesBySegment } from './sales-by-segment.ts'
import { salesFigures } from './sales-figures.ts'
import { salesFilters } from './sales-filters.ts'
import { shopInfo } from './shop-info.ts'
import { testCommittedStatements } from './testing/committed-statements.ts'
import { topCustomers } from './top-customers.ts'
import { waitingRequest } from './waiting-request.ts'

const range = { from: '2026-03-01', to: '2026-03-31' }
const previous = { from: '2026-01-29', to: '2026-02-28' }
const compared = { from: '2025-03-01', to: '2025-03-31', earlierBy: { years: 1 } }
const periods = [range, previous]
const years = [
  { from: '2025-11-17', to: '2026-11-16' },
  { from: '2024-11-17', to: '2025-11-16' },
]
const currencyCode = 'USD'
const timeZone = 'Europe/Berlin'
const terms = { reversals: 'event', currencyCode, timeZone } as const
const filters = { channel: 'web', customerType: 'new' } as const

testCommittedStatements(new URL('.', import.meta.url), {
  coverage,
  'currency-sales': (trx) => currencySales(trx, { periods, reversals: 'event', timeZone }),
  'current-run': currentRun,
  'daily-totals': (trx) => dailyTotals(trx, { range, reversals: 'event', currencyCode }),
  'existing-customers': (trx) => existingCustomers(trx, { ends: [null, previous.to], timeZone }),
  'customer-figures': (trx) => customerFigures(trx, { periods, filters: {}, timeZone }),
  'customer-figures-of-years': (trx) =>
    customerFigures(trx, { periods: years, filters: {}, timeZone }),
  'customer-figures-of-channel': (trx) => customerFigures(trx, { periods, filters, timeZone }),
  'customer-figures-of-product': (trx) =>
    customerFigures(trx, { periods, filters: { product: '7' }, timeZone }),
  'ledger-balance': ledgerBalance,
  'list-runs': (trx) => listRuns(trx, { limit: 20 }),
  'list-runs-next': (trx) =>
    listRuns(trx, { limit: 20, after: { startedAt: '2026-03-01 00:00:00+00', runId: 'r' } }),
  'ordering-history': (trx) => orderingHistory(trx, { range, interval: 'week' }),
  'ordering-history-of-new': (trx) =>
    orderingHistory(trx, { range, interval: 'week', filters: { customerType: 'new' } }),
  'ordering-history-of-channel': (trx) =>
    orderingHistory(trx, { range, interval: 'week', filters: { channel: 'web' } }),
  'ordering-history-of-a-year-before': (trx) =>
    orderingHistory(trx, { range, compared, interval: 'month' }),
  'orders-by-day': (trx) => ordersHistory(trx, { range, interval: 'day', ...terms }),
  'orders-history': (trx) => ordersHistory(trx, { range, interval: 'week', ...terms }),
  'orders-history-of-a-year-before': (trx) =>
    ordersHistory(trx, { range, compared, interval: 'week', ...terms, filters }),
  'other-currencies': (trx) => otherCurrencies(trx, { range, filters: {}, ...terms }),
  'rejected-rows': (trx) => rejectedRows(trx, { limit: 50, entity: 'orders' }),
  'rejected-rows-next': (trx) =>
    rejectedRows(trx, {
      limit: 50,
      after: { rejectedAt: '2026-03-01 00:00:00+00', entity: 'orders', entityId: '7' },
    }),
  'report-proof': (trx) => reportProof(trx, { range }),
  'sales-by-product': (trx) => salesByProduct(trx, { range, limit: 10, ...terms }),
  'sales-by-segment': (trx) => salesBySegment(trx, { range, by: 'country', filters: {}, ...terms }),
  'sales-by-segment-of-product': (trx) =>
    salesBySegment(trx, { range, by: 'customerType', filters: { product: '7' }, ...terms }),
  'sales-figures': (trx) => salesFigures(trx, { periods, filters: {}, ...terms }),
  'sales-figures-of-channel': (trx) => salesFigures(trx, { periods, filters, ...terms }),
  'sales-figures-of-product': (trx) =>
    salesFigures(trx, { periods, filters: { product: '7' }, ...terms }),
  'sales-figures-of-product-and-channel-by-order': (trx) =>
    salesFigures(trx, {
      periods,
      filters: { ...filters, product: '7' },
      ...terms,
      reversals: 'order',
    }),
  'sales-filters': salesFilters,
  'shop-info': shopInfo,
  'top-customers': (trx) => topCustomers(trx, { limit: 10, currencyCode }),
  'waiting-request': waitingRequest,
})
