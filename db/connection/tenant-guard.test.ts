import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ACCOUNT_TABLES } from '../testing/account-tables.ts'
import { listTables, query, type CatalogueTable } from '../testing/catalogue.ts'
import { fillTenant } from '../testing/fill-tenant.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import type { TenantTrx } from './db.ts'
import { inTenant } from './in-tenant.ts'

let database: TestDatabase
let tables: CatalogueTable[]
/** Every table with rows of tenants, filled for both shops. */
let tenantTables: CatalogueTable[]
let mine: string
let theirs: string

beforeAll(async () => {
  database = await createTestDatabase()
  tables = await listTables(database.ownerUrl)
  tenantTables = tables.filter(
    (table) => table.columns.includes('tenant_id') && !ACCOUNT_TABLES.includes(table.name),
  )
  mine = (await createTestTenant(database.db)).tenantId
  theirs = (await createTestTenant(database.db)).tenantId
  await fillTenant(database.ownerUrl, tenantTables, theirs)
})
afterAll(async () => await database.drop())

const inMine = async <T>(work: (trx: TenantTrx) => Promise<T>): Promise<T> =>
  await inTenant(database.db, mine, work)

/** Runs a statement in a transaction of my shop that is rolled back. */
async function attempt(statement: string): Promise<unknown[]> {
  let rows: unknown[] = []
  const undo = new Error('undo')
  try {
    await inMine(async (trx) => {
      rows = (await sql.raw(statement).execute(trx)).rows
      throw undo
    })
  } catch (error) {
    if (error !== undo) throw error
  }
  return rows
}

/** Every kind of statement, on one table. */
function everyStatement({ name, columns, primaryKey }: CatalogueTable): string[] {
  const t = `tidemark.${name}`
  const key = primaryKey.join(', ')
  const all = columns.join(', ')
  return [
    `select * from ${t}`,
    `select count(*) from ${t}`,
    `select 1 from ${t} limit 1`,
    `select exists (select from ${t})`,
    `select * from ${t} where ${primaryKey[0]} = gen_random_uuid()`,
    `select * from ${t} a join ${t} b using (${key})`,
    `select * from (values (1)) v left join ${t} on true`,
    `select (select max(${primaryKey.at(-1)}::text) from ${t})`,
    `with w as materialized (select * from ${t}) select * from w`,
    `select * from ${t} order by ${key} desc limit 3`,
    `select * from ${t} for update`,
    `update ${t} set ${columns.at(-1)} = ${columns.at(-1)}`,
    `delete from ${t}`,
    `delete from ${t} using (values (1)) v`,
    `insert into ${t} (${all}) select ${all} from ${t}`,
    `merge into ${t} t using (values (1)) v (i) on t.tenant_id::text = v.i::text
      when matched then delete`,
  ]
}

describe('without a tenant', () => {
  test('every kind of statement on every tenant table is an error, on an empty one too', async () => {
    const fresh = await createTestDatabase()
    const outcomes: string[] = []
    for (const [where, { db }] of Object.entries({ filled: database, empty: fresh })) {
      for (const table of tenantTables) {
        for (const statement of everyStatement(table)) {
          const outcome = await sql
            .raw(statement)
            .execute(db)
            .then(
              () => 'went through',
              (error: Error) => error.message,
            )
          if (!/tidemark\.tenant_id|invalid input syntax for type uuid/.test(outcome)) {
            outcomes.push(`${where}: ${statement}: ${outcome}`)
          }
        }
      }
    }
    await fresh.drop()
    expect(outcomes).toEqual([])
  })

  test('nothing can be written', async () => {
    for (const { name, columns } of tenantTables) {
      const row = columns.map((column) => (column === 'tenant_id' ? `'${mine}'::uuid` : 'null'))
      const insert = sql.raw(
        `insert into tidemark.${name} (${columns.join(', ')}) values (${row.join(', ')})`,
      )
      await expect(insert.execute(database.db)).rejects.toThrow(
        /tidemark\.tenant_id|invalid input syntax for type uuid/,
      )
    }
  })

  test('the list of shops can’t be read or written either', async () => {
    for (const statement of [
      'select * from tidemark.tenants',
      `update tidemark.tenants set name = 'x'`,
    ]) {
      await expect(sql.raw(statement).execute(database.db)).rejects.toThrow(
        /tidemark\.tenant_id|invalid input syntax for type uuid/,
      )
    }
  })
})

describe('with my shop entered', () => {
  test('no row of another shop is read, changed or deleted', async () => {
    for (const { name, columns } of tenantTables) {
      const t = `tidemark.${name}`
      const last = columns.at(-1)
      for (const statement of [
        `select 1 from ${t}`,
        `select 1 from ${t} where tenant_id = '${theirs}'`,
        `select 1 from ${t} where tenant_id <> '${mine}'`,
        `select 1 from ${t} where tenant_id = '${theirs}' for update`,
        `update ${t} set ${last} = ${last} where tenant_id = '${theirs}' returning 1`,
        `update ${t} set tenant_id = '${mine}' where tenant_id = '${theirs}' returning 1`,
        `delete from ${t} where tenant_id = '${theirs}' returning 1`,
        `delete from ${t} returning 1`,
      ]) {
        expect([statement, await attempt(statement)]).toEqual([statement, []])
      }
    }
  })

  test('a statement that would change every row whatever it holds is an error', async () => {
    for (const { name } of tenantTables) {
      const all = `merge into tidemark.${name} using (values (1)) v on true when matched then delete`
      await expect(attempt(all)).rejects.toThrow(/violates row-level security policy/)
    }
  })

  test('the planner’s statistics show no values', async () => {
    await query(database.ownerUrl, 'analyze')
    expect(await attempt(`select 1 from pg_stats where schemaname = 'tidemark'`)).toEqual([])
    await expect(attempt('select 1 from pg_statistic')).rejects.toThrow(/permission denied/)
  })

  test('no row is written into another shop, and a key of theirs is refused like one that is free', async () => {
    await fillTenant(database.ownerUrl, tenantTables, mine)
    for (const { name, columns, primaryKey } of tenantTables) {
      const t = `tidemark.${name}`
      const refused = `new row violates row-level security policy for table "${name}"`
      const others = columns.filter((column) => column !== 'tenant_id')
      const copy = (tenant: string) =>
        `insert into ${t} (tenant_id, ${others.join(', ')})
         select '${tenant}', ${others.join(', ')} from ${t}`
      await expect(attempt(copy(theirs))).rejects.toThrow(refused)
      await expect(attempt(copy(randomUUID()))).rejects.toThrow(refused)
      await expect(attempt(`${copy(theirs)} on conflict do nothing`)).rejects.toThrow(refused)
      const upsert = `${copy(theirs)} on conflict (${primaryKey.join(', ')})
        do update set ${others.at(-1)} = excluded.${others.at(-1)}`
      await expect(attempt(upsert)).rejects.toThrow(refused)
      await expect(attempt(`update ${t} set tenant_id = '${theirs}'`)).rejects.toThrow(refused)
      const merge = `merge into ${t} t using (values (1)) v (i) on t.tenant_id = '${mine}'
        when matched then update set tenant_id = '${theirs}'`
      await expect(attempt(merge)).rejects.toThrow(refused)
    }
  })

  test('no other row of the list of shops is seen, and none can be added, moved or deleted', async () => {
    expect(await attempt('select id from tidemark.tenants')).toEqual([{ id: mine }])
    const update = `update tidemark.tenants set name = 'x' where id = '${theirs}' returning 1`
    expect(await attempt(update)).toEqual([])
    for (const statement of [
      `insert into tidemark.tenants (shop_domain, name) values ('x.myshopify.com', 'x')`,
      `update tidemark.tenants set id = '${theirs}'`,
      `update tidemark.tenants set shop_domain = 'x.myshopify.com'`,
      'delete from tidemark.tenants',
    ]) {
      await expect(attempt(statement)).rejects.toThrow(/permission denied/)
    }
  })
})

describe('what a smuggled statement would try', () => {
  test.each([
    ['set_config', `select set_config('tidemark.tenant_id', gen_random_uuid()::text, true)`],
    ['a role of more power', 'set local role tidemark_owner'],
    ['a session of more power', 'set session authorization tidemark_owner'],
    ['a block of code', 'do $$ begin end $$'],
    ['a function', `create function tidemark.f() returns int language sql as 'select 1'`],
    ['a temporary table', 'create temporary table keep as select 1'],
    ['a table', 'create table tidemark.keep (a int)'],
    ['a trigger', 'create trigger t before insert on tidemark.orders execute function x()'],
    ['another policy', 'alter table tidemark.orders disable row level security'],
    ['a helper for migrations', `select tidemark.protect_tenant_table('tidemark.orders')`],
    ['a file', `copy tidemark.orders to '/tmp/x'`],
    ['a program', `copy tidemark.orders to program 'true'`],
    ['a file’s content', `select pg_read_file('/etc/passwd')`],
  ])('%s is refused', async (_what, statement) => {
    await expect(attempt(statement)).rejects.toThrow(
      /permission denied|must be (owner|member)|cannot set parameter/,
    )
  })

  test('the application has no right on any account table', async () => {
    for (const name of ACCOUNT_TABLES) {
      await expect(attempt(`select from tidemark.${name}`)).rejects.toThrow(/permission denied/)
      await expect(attempt(`delete from tidemark.${name}`)).rejects.toThrow(/permission denied/)
    }
  })

  test('every table refuses to be truncated', async () => {
    for (const { name } of tables) {
      await expect(attempt(`truncate tidemark.${name}`)).rejects.toThrow(/permission denied/)
    }
  })

  test('row-level security can’t be switched off', async () => {
    const open = inMine(async (trx) => {
      await sql`set local row_security = off`.execute(trx)
      await sql`select * from orders`.execute(trx)
    })
    await expect(open).rejects.toThrow(/would be affected by row-level security/)
  })

  test('a second tenant in one transaction is refused, whichever way it is asked for', async () => {
    const again = 'This transaction has entered a tenant already.'
    for (const statement of [
      `select tidemark.enter_tenant('${theirs}')`,
      `select tidemark.enter_tenant('${mine}')`,
      `select * from tidemark.orders where (select tidemark.enter_tenant('${theirs}')) is null`,
      `with e as materialized (select tidemark.enter_tenant('${theirs}')) select * from e`,
    ]) {
      await expect(attempt(statement)).rejects.toThrow(again)
    }
    await expect(
      inMine(async () => await inTenant(database.db, theirs, async () => 'another transaction')),
    ).resolves.toBe('another transaction')
  })

  test('a tenant that doesn’t exist, or none, can’t be entered', async () => {
    const enter = async (id: string) => await inTenant(database.db, id, async () => undefined)
    await expect(enter(randomUUID())).rejects.toThrow('There is no such tenant.')
    await expect(enter('')).rejects.toThrow(/invalid input syntax/)
    await expect(sql`select tidemark.enter_tenant(null)`.execute(database.db)).rejects.toThrow(
      'A tenant is needed.',
    )
  })

  test.each([
    ['two statements', 'select 1; select 2'],
    ['a setting behind a query', `select 1; set local tidemark.tenant_id = 'x'`],
    ['a block of code behind a query', 'select 1; do $$ begin end $$'],
    ['a commit behind a query', 'select 1; commit'],
  ])('%s in one string are refused by the protocol', async (_what, statement) => {
    await expect(attempt(statement)).rejects.toThrow(
      'cannot insert multiple commands into a prepared statement',
    )
    await expect(sql.raw(statement).execute(database.db)).rejects.toThrow(
      'cannot insert multiple commands into a prepared statement',
    )
  })
})
