import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { query } from '../testing/catalogue.ts'
import {
  createTestDatabase,
  createTestTenant,
  type TestDatabase,
  type TestTenant,
} from '../testing/index.ts'

const file = new URL('../../docs/analyst-views.md', import.meta.url)
/** Roles belong to the whole server. */
const login = `ann_${randomUUID().slice(0, 8)}`

let database: TestDatabase
let shop: TestTenant
let blocks: string[]

beforeAll(async () => {
  database = await createTestDatabase()
  shop = await createTestTenant(database.db)
  const text = await readFile(file, 'utf8')
  blocks = [...text.matchAll(/```sql\n(.*?)```/gs)].map(([, block = '']) =>
    block
      .replaceAll(/\bann\b/g, login)
      .replaceAll('…', 'a password')
      .replaceAll('example.myshopify.com', shop.shopDomain)
      .replaceAll('00000000-0000-0000-0000-000000000000', shop.tenantId),
  )
})
afterAll(async () => {
  await query(database.ownerUrl, `drop role if exists ${login}`)
  await database.drop()
})

async function runAs(user: string, password: string, sql: string): Promise<unknown> {
  const url = new URL(database.ownerUrl)
  if (user !== '') [url.username, url.password] = [user, password]
  const client = new Client({ connectionString: url.href })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

test('what docs/analyst-views.md tells to run makes a login that reads its shop', async () => {
  const [make = '', read = '', enterAlways = ''] = blocks
  expect(blocks).toHaveLength(3)
  await runAs('', '', make)
  await runAs(login, 'a password', read)
  await runAs('', '', enterAlways)
  expect(await runAs(login, 'a password', 'select shop_domain from shop')).toMatchObject({
    rows: [{ shop_domain: shop.shopDomain }],
  })
  await expect(runAs(login, 'a password', 'create table t (a int)')).rejects.toThrow(
    /read-only|permission denied/,
  )
})
