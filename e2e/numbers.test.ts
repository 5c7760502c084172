import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn, syncNow, type Session } from './api-client.ts'
import { control, expectTruth, fetchTruth } from './compare.ts'

const { run } = inject('system')
const sessions = new Map<string, Session>()
let superuser: pg.Client

beforeAll(async () => {
  for (const login of run.logins) sessions.set(login.shopDomain, await signIn(run, login))
  superuser = new pg.Client(run.databaseUrl)
  await superuser.connect()
})

afterAll(() => superuser.end())

function each<T>(step: (session: Session, shop: string) => Promise<T>): Promise<T[]> {
  return Promise.all([...sessions].map(([shop, session]) => step(session, shop)))
}

/** A fingerprint of every row version in the mirrored tables: any write, even of equal values, moves it. */
async function rowVersions(): Promise<Record<string, string>> {
  const prints: Record<string, string> = {}
  for (const table of [
    'orders',
    'order_lines',
    'sales',
    'refunds',
    'customers',
    'products',
    'variants',
    'daily_sales',
    'customer_values',
  ]) {
    const { rows } = await superuser.query<{ print: string }>(
      `select count(*) || ':' || coalesce(md5(string_agg(ctid::text || xmin::text, ',' order by ctid)), '') as print from tidemark.${table}`,
    )
    prints[table] = rows[0]?.print ?? ''
  }
  return prints
}

/** The number of minor units in a decimal string, exactly. */
function minorUnits(amount: string): bigint {
  return BigInt(amount.replace('.', ''))
}

test('the first syncs end by themselves, completed', async () => {
  const states = await each((session) => idle(session))
  expect(states.map((s) => s.runs.at(-1)?.state)).toEqual(['completed', 'completed', 'completed'])
})

test('every figure of every shop equals the truth', async () => {
  await control(run, 'clock', { frozen: true })
  await each((session) => syncNow(session))
  await each((session, shop) => expectTruth(run, session, shop))
})

test('the shops are as large as promised', async () => {
  const counts = await each(async (_, shop) => (await fetchTruth(run, shop)).counts['orders'] ?? 0)
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(2_000)
  expect(counts.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(12_000)
})

test('a second sync without a change writes no row and says so', async () => {
  const before = await rowVersions()
  const runs = await each((session) => syncNow(session))
  expect(await rowVersions()).toEqual(before)
  for (const { state, entities } of runs) {
    expect(state).toBe('completed')
    expect(Object.entries(entities).filter(([, e]) => e.changed !== 0)).toEqual([])
  }
})

test('after 1,000 random changes and another sync every figure equals the truth again', async () => {
  await control(run, 'changes', { count: 1_000, seed: 7 })
  await each((session) => syncNow(session))
  await each((session, shop) => expectTruth(run, session, shop))
})

test('a sum is the same by day, by week, by month and in the stats', async () => {
  await each(async (session, shop) => {
    const days = (await fetchTruth(run, shop)).days
    const range = `from=${days[0]?.date}&to=${days.at(-1)?.date}`
    const stats = await session.get<{ totalRevenue: { amount: string }; orders: number }>(
      `/api/stats?${range}`,
    )
    for (const interval of ['day', 'week', 'month']) {
      const { history } = await session.get<{
        history: { totalSales: { amount: string }; orders: number }[]
      }>(`/api/orders?${range}&interval=${interval}`)
      const sum = history.reduce((total, b) => total + minorUnits(b.totalSales.amount), 0n)
      expect([shop, interval, sum]).toEqual([shop, interval, minorUnits(stats.totalRevenue.amount)])
      expect(history.reduce((total, b) => total + b.orders, 0)).toBe(stats.orders)
    }
  })
})

test("every order's ledger balances, as our count and a sum over the raw rows say", async () => {
  await each(async (session) => {
    const { ledger } = await session.get<{ ledger: { orders: number; unbalanced: number } }>(
      '/api/stats',
    )
    expect(ledger.unbalanced).toBe(0)
    expect(ledger.orders).toBeGreaterThan(2_000)
  })
  const { rows } = await superuser.query(`
    select o.tenant_id, o.id from tidemark.orders o
    left join (select tenant_id, order_id, sum(total_amount) as total from tidemark.sales group by 1, 2) s
      on s.tenant_id = o.tenant_id and s.order_id = o.id
    where o.deleted_at is null and coalesce(s.total, 0) <> o.current_total`)
  expect(rows).toEqual([])
})

test('twenty Sync Now at once start one run', async () => {
  const session = [...sessions.values()][0]
  if (!session) throw new Error('No session')
  const before = (await idle(session)).runs.length
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const response = await session.request('/api/sync', { method: 'POST' })
      expect(response.status).toBe(202)
      return (await response.json()) as { runId: string; status: string }
    }),
  )
  expect(answers.filter((a) => a.status === 'started')).toHaveLength(1)
  expect(new Set(answers.map((a) => a.runId)).size).toBe(1)
  const after = await idle(session)
  expect(after.runs.length).toBe(before + 1)
})
