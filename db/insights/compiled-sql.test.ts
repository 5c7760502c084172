import { readFile, writeFile } from 'node:fs/promises'
import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant, type TenantTrx } from '../index.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
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
import { topCustomers } from './top-customers.ts'
import { waitingRequest } from './waiting-request.ts'

const range = { from: '2026-03-01', to: '2026-03-31' }
const previous = { from: '2026-01-29', to: '2026-02-28' }
const reversals = 'event'
const currencyCode = 'USD'
const timeZone = 'Europe/Berlin'

const insights: Record<string, (trx: TenantTrx) => Promise<unknown>> = {
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
}

let database: TestDatabase
let tenantId: string

beforeAll(async () => {
  database = await createTestDatabase()
  tenantId = (await createTestTenant(database.db)).tenantId
})
afterAll(async () => {
  await database.drop()
})

/** The statement that an insight sends, which Postgres has also taken. */
async function sent(insight: (trx: TenantTrx) => Promise<unknown>): Promise<string> {
  const statements: string[] = []
  await inTenant(database.db, tenantId, async (trx) => {
    const recorder: KyselyPlugin = {
      transformQuery: ({ node, queryId }) => {
        statements.push(trx.getExecutor().compileQuery(node, queryId).sql.trim())
        return node
      },
      transformResult: async ({ result }) => result,
    }
    await insight(trx.withPlugin(recorder) as TenantTrx)
  })
  expect(statements).toHaveLength(1)
  return `${statements[0]}\n`
}

/** After a wanted change: TIDEMARK_UPDATE_SQL=1 npx vitest run --project unit db/insights */
test.each(Object.entries(insights))('%s sends the statement beside it', async (name, insight) => {
  const file = new URL(`${name}.sql`, import.meta.url)
  const statement = await sent(insight)
  if (process.env['TIDEMARK_UPDATE_SQL']) await writeFile(file, statement)
  expect(statement).toBe(await readFile(file, 'utf8'))
})
