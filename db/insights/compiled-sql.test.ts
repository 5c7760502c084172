import { coverage } from './coverage.ts'
import { currentRun } from './current-run.ts'
import { customerFigures } from './customer-figures.ts'
import { ledgerBalance } from './ledger-balance.ts'
import { listRuns } from './list-runs.ts'
import { ordersHistory } from './orders-history.ts'
import { otherCurrencies } from './other-currencies.ts'
import { rejectedRows } from './rejected-rows.ts'
import { salesFigures } from './sales-figures.ts'
import { shopInfo } from './shop-info.ts'
import { testCommittedStatements } from './testing/committed-statements.ts'
import { topCustomers } from './top-customers.ts'
import { waitingRequest } from './waiting-request.ts'

const range = { from: '2026-03-01', to: '2026-03-31' }
const previous = { from: '2026-01-29', to: '2026-02-28' }
const reversals = 'event'
const currencyCode = 'USD'
const timeZone = 'Europe/Berlin'

testCommittedStatements(new URL('.', import.meta.url), {
  coverage,
  'current-run': currentRun,
  'customer-figures': (trx) => customerFigures(trx, { range, previous, timeZone }),
  'ledger-balance': ledgerBalance,
  'list-runs': (trx) => listRuns(trx, { limit: 20 }),
  'orders-history': (trx) =>
    ordersHistory(trx, { range, interval: 'week', reversals, currencyCode }),
  'other-currencies': (trx) => otherCurrencies(trx, { range, reversals, currencyCode }),
  'rejected-rows': (trx) => rejectedRows(trx, { limit: 50, entity: 'orders' }),
  'sales-figures': (trx) => salesFigures(trx, { range, previous, reversals, currencyCode }),
  'shop-info': shopInfo,
  'top-customers': (trx) => topCustomers(trx, { limit: 10, currencyCode }),
  'waiting-request': waitingRequest,
})
