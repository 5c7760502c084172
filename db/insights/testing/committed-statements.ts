import { readFile, writeFile } from 'node:fs/promises'
import { type KyselyPlugin, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTenant, type TenantTrx } from '../../index.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts'
import { createLargeShop } from './large-shop.ts'

/** By the name of its files: an insight, called with typical arguments. It sends one statement. */
export type Insights = Record<string, (trx: TenantTrx) => Promise<unknown>>

/** Shopify's objects: what a figure costs must not grow with how many of them are kept. */
const MIRRORED = /Seq Scan on (orders|order_lines|sales|refunds|customers|products|variants)\b/

interface Sent {
  sql: string
  parameters: readonly unknown[]
}

/**
 * Defines the tests that keep each insight's statement (`<name>.sql`) and its plan for a large shop
 * (`<name>.plan.txt`: `explain (costs off)`, under row-level security, with the very arguments) in
 * the directory beside it, so that a reviewer sees what Postgres is asked and what it does. No plan
 * may read a mirrored table from one end to the other.
 *
 * An area's insights have one test file that calls this with all of them; the same insight may come
 * under several names, one for each shape of its statement. After a wanted change:
 * `TIDEMARK_UPDATE_SQL=1 npx vitest run --project unit <that file>`, then read the difference.
 */
export function testCommittedStatements(directory: URL, insights: Insights): void {
  let database: TestDatabase
  let tenantId: string
  beforeAll(async () => {
    database = await createTestDatabase()
    tenantId = await createLargeShop(database)
    // Takes seconds, unless the machine has much else to do.
  }, 300_000)
  afterAll(() => database.drop())

  /** What the file holds; where that was wanted, what it should hold from now on. */
  async function committed(name: string, text: string): Promise<string> {
    const file = new URL(name, directory)
    if (process.env['TIDEMARK_UPDATE_SQL']) await writeFile(file, `${text}\n`)
    return await readFile(file, 'utf8')
  }

  describe.each(Object.entries(insights))('%s', (name, insight) => {
    test('sends the statement beside it', async () => {
      const { sql: statement } = await inTenant(database.db, tenantId, (trx) => sent(trx, insight))
      expect(`${statement}\n`).toBe(await committed(`${name}.sql`, statement))
    })

    test('is planned as beside it, and reads no mirrored table from end to end', async () => {
      const plan = await inTenant(database.db, tenantId, async (trx) =>
        explain(trx, await sent(trx, insight)),
      )
      expect(plan).not.toMatch(MIRRORED)
      expect(`${plan}\n`).toBe(await committed(`${name}.plan.txt`, plan))
    })
  })
}

/** The one statement that an insight sends, which Postgres has also taken. */
async function sent(trx: TenantTrx, insight: Insights[string]): Promise<Sent> {
  const statements: Sent[] = []
  const recorder: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      const { sql: text, parameters } = trx.getExecutor().compileQuery(node, queryId)
      statements.push({ sql: text.trim(), parameters })
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await insight(trx.withPlugin(recorder) as TenantTrx)
  expect(statements).toHaveLength(1)
  return statements[0] as Sent
}

/** How Postgres goes about it, as text without anything that differs from one run to the next. */
async function explain(trx: TenantTrx, statement: Sent): Promise<string> {
  const { rows } = await trx.executeQuery<{ 'QUERY PLAN': string }>({
    query: sql``.toOperationNode(),
    queryId: { queryId: 'explain' },
    sql: `explain (costs off) ${statement.sql}`,
    parameters: statement.parameters,
  })
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}
