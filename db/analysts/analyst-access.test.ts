import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ACCOUNT_TABLES } from '../testing/account-tables.ts'
import { type AnalystLogin, createAnalystLogin } from '../testing/analyst-login.ts'
import { listTables, query } from '../testing/catalogue.ts'
import { fillTenant } from '../testing/fill-tenant.ts'
import {
  createTestDatabase,
  createTestTenant,
  type TestDatabase,
  type TestTenant,
} from '../testing/index.ts'

const PRIVATE = ['shop_connections', ...ACCOUNT_TABLES]

let database: TestDatabase
let mine: TestTenant
let theirs: TestTenant
let ann: AnalystLogin
let views: string[]

beforeAll(async () => {
  database = await createTestDatabase()
  mine = await createTestTenant(database.db)
  theirs = await createTestTenant(database.db)
  const found = await query<{ name: string }>(
    database.ownerUrl,
    `select relname as name from pg_class
     where relnamespace = 'analytics'::regnamespace and relkind <> 'c' order by 1`,
  )
  views = found.map(({ name }) => name)
  ann = await createAnalystLogin(database.ownerUrl, [mine.shopDomain])
})
afterAll(async () => {
  await ann.drop()
  await database.drop()
})

async function fill({ tenantId }: TestTenant): Promise<void> {
  const tables = await listTables(database.ownerUrl)
  const tenantTables = tables.filter(
    ({ name, columns }) => columns.includes('tenant_id') && !ACCOUNT_TABLES.includes(name),
  )
  await fillTenant(database.ownerUrl, tenantTables, tenantId)
}

/** The statements that did not end in such an error. */
const others = (found: [string, string][], wanted: RegExp) =>
  found.filter(([, outcome]) => !wanted.test(outcome))

const reads = () => views.flatMap((name) => [`select * from ${name}`, `select 1 from ${name}`])
const NO_SHOP = /tidemark\.tenant_id|invalid input syntax for type uuid|No shop has been entered/

test('without a shop every view is an error, an empty one too', async () => {
  expect(views.length).toBeGreaterThanOrEqual(16)
  expect(others(await ann.tryEach(null, reads()), NO_SHOP)).toEqual([])
})

test('after a transaction ended the next one has no shop', async () => {
  const again = ann.inShop(mine.shopDomain, 'commit', 'select * from orders')
  await expect(again).rejects.toThrow(NO_SHOP)
})

describe('with two shops in the database', () => {
  beforeAll(async () => {
    await fill(theirs)
  })

  test('nothing of the other shop is seen', async () => {
    for (const view of views.filter((name) => name !== 'shop')) {
      const rows = await ann.inShop(mine.shopDomain, `select * from ${view}`)
      expect([view, rows]).toEqual([view, []])
    }
    expect(await ann.inShop(mine.shopDomain, 'select shop_domain from shop')).toEqual([
      { shop_domain: mine.shopDomain },
    ])
  })

  test('and of one’s own everything, once', async () => {
    await fill(mine)
    for (const view of views) {
      const rows = await ann.inShop(mine.shopDomain, `select count(*)::int as rows from ${view}`)
      expect([view, rows]).toEqual([view, [{ rows: 1 }]])
    }
  })

  test('a shop that the login may not see is refused like one that does not exist', async () => {
    for (const domain of [theirs.shopDomain, 'nobody.myshopify.com', '']) {
      await expect(ann.inShop(domain)).rejects.toThrow('There is no such shop for this login.')
    }
  })

  test('and the setting behind it opens no other shop, however it is written', async () => {
    const refused = 'This login may not see the shop that has been entered.'
    for (const set of ['set', 'set local', 'set session']) {
      const change = `${set} tidemark.tenant_id = '${theirs.tenantId}'`
      await expect(ann.run('begin', change, 'select 1 from orders')).rejects.toThrow(refused)
      for (const view of views) {
        const read = ann.inShop(mine.shopDomain, change, `select * from ${view}`)
        await expect(read).rejects.toThrow(refused)
      }
    }
    const elsewhere = `select 1 from orders where (select enter_tenant('${mine.shopDomain}')) is null`
    await expect(ann.inShop(mine.shopDomain, elsewhere)).rejects.toThrow(
      'This transaction has entered a tenant already.',
    )
    await expect(
      ann.run('begin', `select set_config('tidemark.tenant_id', '${theirs.tenantId}', true)`),
    ).rejects.toThrow(/permission denied/)
  })

  test('a login for one shop can have it entered from the start of each session', async () => {
    await query(
      database.ownerUrl,
      `alter role ${ann.name} set tidemark.tenant_id = '${mine.tenantId}'`,
    )
    expect(await ann.run('select shop_domain from shop')).toEqual([
      { shop_domain: mine.shopDomain },
    ])
    await query(database.ownerUrl, `alter role ${ann.name} reset tidemark.tenant_id`)
  })

  test('a member of the group who is on no list sees nothing, and one who was struck off no more', async () => {
    const bob = await createAnalystLogin(database.ownerUrl, [])
    await expect(bob.inShop(mine.shopDomain)).rejects.toThrow('There is no such shop')
    const setting = `set tidemark.tenant_id = '${mine.tenantId}'`
    await expect(bob.run(setting, 'select * from orders')).rejects.toThrow('may not see the shop')
    await bob.drop()
    const cleo = await createAnalystLogin(database.ownerUrl, [mine.shopDomain, theirs.shopDomain])
    for (const shop of [mine, theirs]) {
      expect(await cleo.inShop(shop.shopDomain, 'select order_id from orders')).toHaveLength(1)
    }
    await query(database.ownerUrl, 'delete from tidemark.analyst_logins where login = $1', [
      cleo.name,
    ])
    await expect(cleo.inShop(mine.shopDomain)).rejects.toThrow('There is no such shop')
    await cleo.drop()
  })
})

test('nothing can be written, and nothing of one’s own be made', async () => {
  const writes = views.flatMap((name) => [
    `insert into ${name} default values`,
    `delete from ${name}`,
    `truncate ${name}`,
    `select * from ${name} for update`,
    `create or replace view ${name} as select 1`,
    `drop view ${name}`,
  ])
  const makes = [
    'create table analytics.t (a int)',
    'create temporary table t (a int)',
    'create schema s',
    `create function analytics.f() returns int language sql as 'select 1'`,
    'do $$ begin end $$',
    'set role tidemark_owner',
    'set role tidemark_app',
    `copy orders to '/tmp/x'`,
    `select pg_read_file('/etc/passwd')`,
    `update shop set name = 'x'`,
  ]
  const refused = /permission denied|must be owner|cannot (insert|delete|update|lock)|not a table/
  expect(others(await ann.tryEach(mine.shopDomain, [...writes, ...makes]), refused)).toEqual([])
})

test('no table can be named, and no function but the one that enters a shop', async () => {
  const tables = await listTables(database.ownerUrl)
  const statements = tables.flatMap(({ name }) => [
    `select 1 from tidemark.${name}`,
    `delete from tidemark.${name}`,
    `copy tidemark.${name} to stdout`,
  ])
  statements.push(
    `select tidemark.enter_tenant('${theirs.tenantId}')`,
    'select tidemark.analyst_tenant()',
    'select * from tidemark.list_tenants()',
  )
  expect(
    others(await ann.tryEach(mine.shopDomain, statements), /permission denied for schema tidemark/),
  ).toEqual([])
})

test('even with the schema open, only columns that a view shows can be read', async () => {
  const readable = await query<{ table: string; columns: string[] }>(
    database.ownerUrl,
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relnamespace = 'tidemark'::regnamespace and c.relkind in ('r', 'p')
       and not a.attisdropped
       and has_column_privilege('tidemark_analyst', c.oid, a.attnum, 'select')
     group by 1 order by 1`,
  )
  expect(readable.map(({ table }) => table).filter((name) => PRIVATE.includes(name))).toEqual([])
  const shown = await query<{ table: string; columns: string[] }>(
    database.ownerUrl,
    `select t.relname as table, array_agg(distinct a.attname::text) as columns
     from pg_depend d
     join pg_rewrite r on r.oid = d.objid
     join pg_class v on v.oid = r.ev_class and v.relnamespace = 'analytics'::regnamespace
     join pg_class t on t.oid = d.refobjid and t.relnamespace = 'tidemark'::regnamespace
     join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
     where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
     group by 1 order by 1`,
  )
  const sorted = (found: typeof shown) =>
    // Whatever is asked, the policy reads whose row it is.
    found.map(({ table, columns }) => [table, new Set([...columns, idOf(table)])])
  expect(sorted(readable)).toEqual(sorted(shown))
  const whole = await query(
    database.ownerUrl,
    `select relname from pg_class where relnamespace = 'tidemark'::regnamespace
       and has_table_privilege('tidemark_analyst', oid, 'select, insert, update, delete')`,
  )
  expect(whole).toEqual([])
})

const idOf = (table: string) => (table === 'tenants' ? 'id' : 'tenant_id')

test('the group can do nothing by itself', async () => {
  const [role] = await query(
    database.ownerUrl,
    `select rolcanlogin or rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
       as powerful, (select count(*)::int from pg_auth_members where member = r.oid) as groups
     from pg_roles r where rolname = 'tidemark_analyst'`,
  )
  expect(role).toEqual({ powerful: false, groups: 0 })
})
