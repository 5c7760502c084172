import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { query } from './catalogue.ts'

/** A person's own login on a test database, made as docs/analyst-views.md says. */
export interface AnalystLogin {
  name: string
  /** Runs statements one after the other in one session; gives the last one's rows. */
  run: (...statements: string[]) => Promise<Record<string, unknown>[]>
  /** The same in a transaction that has entered the shop. */
  inShop: (shopDomain: string, ...statements: string[]) => Promise<Record<string, unknown>[]>
  /**
   * What each statement ends with, in one session and each as if it were the only one: the error's
   * message, or that it went through. Null: no shop is entered.
   */
  tryEach: (
    shopDomain: string | null,
    statements: readonly string[],
  ) => Promise<[statement: string, outcome: string][]>
  /** Roles belong to the whole server, so they have to go by themselves. */
  drop: () => Promise<void>
}

export async function createAnalystLogin(
  ownerUrl: string,
  shopDomains: readonly string[],
): Promise<AnalystLogin> {
  const name = `analyst_${randomUUID().slice(0, 8)}`
  await query(ownerUrl, `create role ${name} login password 'test' in role tidemark_analyst`)
  await query(ownerUrl, `alter role ${name} set search_path = analytics`)
  await query(
    ownerUrl,
    `insert into tidemark.analyst_logins (tenant_id, login)
     select id, $1 from tidemark.tenants where shop_domain = any ($2)`,
    [name, shopDomains],
  )
  const url = new URL(ownerUrl)
  url.username = name
  url.password = 'test'
  const inSession = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ connectionString: url.href })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }
  const run: AnalystLogin['run'] = async (...statements) =>
    await inSession(async (client) => {
      let rows: Record<string, unknown>[] = []
      for (const statement of statements) {
        rows = (await client.query<Record<string, unknown>>(statement)).rows
      }
      return rows
    })
  return {
    name,
    run,
    inShop: async (shopDomain, ...statements) =>
      await run('begin', enter(shopDomain), ...statements),
    tryEach: async (shopDomain, statements) =>
      await inSession(async (client) => {
        const outcomes: [string, string][] = []
        await client.query('begin')
        if (shopDomain !== null) await client.query(enter(shopDomain))
        for (const statement of statements) {
          await client.query('savepoint before')
          const outcome = await client.query(statement).then(
            () => 'went through',
            (error: Error) => error.message,
          )
          outcomes.push([statement, outcome])
          await client.query('rollback to savepoint before')
        }
        return outcomes
      }),
    drop: async () => {
      await query(ownerUrl, `drop role ${name}`)
    },
  }
}

const enter = (shopDomain: string) => `select enter_tenant('${shopDomain}')`
