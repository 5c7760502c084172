import { randomUUID } from 'node:crypto'
import { inject, afterEach, expect, test } from 'vitest'
import { query } from '../testing/catalogue.ts'
import { migrations, toMigration } from './list.ts'
import { migrate } from './migrate.ts'

const serverUrl = inject('postgresUrl')
const made: string[] = []
const roles: string[] = []

async function createDatabase(): Promise<string> {
  const name = `migrate_${randomUUID().replaceAll('-', '')}`
  made.push(name)
  await query(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

afterEach(async () => {
  for (const name of made.splice(0)) {
    await query(serverUrl, `drop database ${name} with (force)`)
  }
  for (const role of roles.splice(0)) await query(serverUrl, `drop role ${role}`)
})

const countTables = async (url: string) =>
  await query<{ count: number }>(
    url,
    `select count(*)::int as count from pg_class
     where relnamespace = to_regnamespace('tidemark') and relkind = 'r'`,
  )

test('a second run changes nothing', async () => {
  const databaseUrl = await createDatabase()
  const first = await migrate({ databaseUrl })
  expect(first.applied).toEqual(migrations.map((migration) => migration.name))
  const before = await countTables(databaseUrl)
  expect(await migrate({ databaseUrl })).toEqual({ applied: [] })
  expect(await countTables(databaseUrl)).toEqual(before)
})

test('the application’s role finds its tables, and has no statement compiled', async () => {
  const databaseUrl = await createDatabase()
  await migrate({ databaseUrl })
  expect(
    await query(databaseUrl, `select rolconfig from pg_roles where rolname = 'tidemark_app'`),
  ).toEqual([{ rolconfig: ['search_path=tidemark', 'jit=off'] }])
})

test('several processes that start at once apply each migration once', async () => {
  const databaseUrl = await createDatabase()
  const results = await Promise.all([1, 2, 3].map(async () => await migrate({ databaseUrl })))
  expect(results.flatMap((result) => result.applied)).toEqual(
    migrations.map((migration) => migration.name),
  )
})

test('a migration that fails leaves nothing of itself, says which it was, and the next run goes on', async () => {
  const databaseUrl = await createDatabase()
  const bad = toMigration('29991231000000_bad', 'create table half (a int); select 1 / 0')
  const failing = migrate({ databaseUrl, migrations: [...migrations, bad] })
  await expect(failing).rejects.toMatchObject({
    name: 'MigrationError',
    message: 'Migration 29991231000000_bad failed: division by zero',
    migration: '29991231000000_bad',
  })
  expect(await query(databaseUrl, `select to_regclass('tidemark.half') as half`)).toEqual([
    { half: null },
  ])
  const mended = toMigration('29991231000000_good', 'create table whole (a int)')
  const again = await migrate({ databaseUrl, migrations: [...migrations, mended] })
  expect(again.applied).toEqual(['29991231000000_good'])
})

test('an applied migration that was edited is an error', async () => {
  const databaseUrl = await createDatabase()
  await migrate({ databaseUrl })
  const edited = migrations.map((migration, index) =>
    index === 1 ? toMigration(migration.name, `${migration.sql}\n-- edited`) : migration,
  )
  await expect(migrate({ databaseUrl, migrations: edited })).rejects.toThrow(
    `Migration ${migrations[1]?.name} was applied and has been changed since`,
  )
})

test('a database that is newer than the program is left alone', async () => {
  const databaseUrl = await createDatabase()
  await migrate({ databaseUrl })
  await expect(migrate({ databaseUrl, migrations: migrations.slice(0, 2) })).rejects.toThrow(
    'it is newer than this program',
  )
})

test('names are in order, and each is listed once', () => {
  const names = migrations.map((migration) => migration.name)
  expect(names).toEqual([...new Set(names)].toSorted())
})

test('a role without the power to close PostgreSQL’s open doors is told what a superuser must run', async () => {
  const databaseUrl = await createDatabase()
  const url = new URL(databaseUrl)
  const role = `weak_${randomUUID().slice(0, 8)}`
  roles.push(role)
  await migrate({ databaseUrl: await createDatabase() })
  await query(databaseUrl, `create role ${role} login createrole password 'weak'`)
  await query(databaseUrl, `grant create on database ${url.pathname.slice(1)} to ${role}`)
  await query(databaseUrl, `grant tidemark_owner, tidemark_app to ${role} with admin option`)
  url.username = role
  url.password = 'weak'
  const refused = await migrate({ databaseUrl: url.href }).then(
    () => 'went through',
    (error: Error) => error.message,
  )
  expect(refused).toMatch(/A superuser must run this once in database migrate_\w+: revoke/)
  expect(await countTables(databaseUrl)).toEqual([{ count: 0 }])

  const statements = refused.slice(refused.indexOf('revoke'))
  for (const statement of statements.split(';').filter((one) => one.trim() !== '')) {
    await query(databaseUrl, statement)
  }
  const { applied } = await migrate({ databaseUrl: url.href })
  expect(applied).toEqual(migrations.map((migration) => migration.name))
})
