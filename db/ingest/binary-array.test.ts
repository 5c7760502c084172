import {
  assert,
  asyncProperty,
  array,
  bigInt,
  constantFrom,
  date,
  integer,
  option,
  string,
  tuple,
} from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import { recordset } from './statement.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => await database.drop())

/** What Postgres reads of a column, as its own text. */
async function readBack(type: string, values: readonly unknown[]): Promise<(string | null)[]> {
  const rows = values.map((value) => ({ value }))
  const { rows: read } = await sql<{ value: string | null }>`
    select value::text from ${recordset(rows, { value: type }, 'given')}
  `.execute(database.db)
  return read.map((row) => row.value)
}

describe('values in Postgres’ binary form', () => {
  test('amounts keep every digit and the number of their decimals', async () => {
    const amounts = ['0', '0.0', '45.0', '-45.10', '10000', '100000000.0001', '0.00000001']
    const large = ['999999999999999999.999999999999', '-123456789012345678.9', '9999.9999']
    const kept = [...amounts, ...large, null]
    expect(await readBack('numeric', kept)).toEqual(kept)
    expect(await readBack('numeric', ['-0.00', '00012.5'])).toEqual(['0.00', '12.5'])
    const spelled = tuple(bigInt(-(10n ** 18n), 10n ** 18n), integer({ min: 0, max: 12 })).map(
      ([units, scale]) => {
        const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
        const whole = digits.slice(0, digits.length - scale)
        return (units < 0n ? '-' : '') + whole + (scale === 0 ? '' : `.${digits.slice(-scale)}`)
      },
    )
    await assert(
      asyncProperty(array(spelled, { minLength: 1 }), async (all) => {
        const expected = all.map((one) => (/^-[0.]*$/.test(one) ? one.slice(1) : one))
        expect(await readBack('numeric', all)).toEqual(expected)
      }),
      { seed: 20_261_126, numRuns: 50 },
    )
  })

  test('ids and counts arrive to the last digit', async () => {
    const ids = ['0', '1', '4294967295', '4294967296', '999999999999999', '1000000000000000']
    const largest = ['9223372036854775807', '-9223372036854775808', '-1']
    expect(await readBack('bigint', [...ids, ...largest, null])).toEqual([...ids, ...largest, null])
    expect(await readBack('integer', [0, 1, -1, 2_147_483_647, -2_147_483_648, null])).toEqual([
      '0',
      '1',
      '-1',
      '2147483647',
      '-2147483648',
      null,
    ])
    expect(await readBack('boolean', [true, false, null])).toEqual(['true', 'false', null])
  })

  test('times arrive to the millisecond, in any year', async () => {
    const times = date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    })
    await assert(
      asyncProperty(array(option(times), { minLength: 1 }), async (all) => {
        const texts = all.map((one) => one?.toISOString() ?? null)
        const rows = texts.map((at) => ({ at }))
        const { rows: read } = await sql<{ at: Date | null }>`
          select at from ${recordset(rows, { at: 'timestamptz' }, 'given')}
        `.execute(database.db)
        expect(read.map((row) => row.at?.toISOString() ?? null)).toEqual(texts)
      }),
      { seed: 20_261_126, numRuns: 30 },
    )
  })

  test('texts arrive as they are, but for what Postgres can’t hold', async () => {
    const given = [
      '',
      'plain',
      'Crème / "1"\\',
      '\u{1F600}',
      'a\0b',
      'x\uD800y',
      'é'.repeat(500),
      null,
    ]
    const sound = [
      '',
      'plain',
      'Crème / "1"\\',
      '\u{1F600}',
      'ab',
      'x\uFFFDy',
      'é'.repeat(500),
      null,
    ]
    expect(await readBack('text', given)).toEqual(sound)
    await assert(
      asyncProperty(array(string({ unit: 'binary' }), { minLength: 1 }), async (all) => {
        expect(await readBack('text', all)).toEqual(all.map((one) => one.replaceAll('\0', '')))
      }),
      { seed: 20_261_126, numRuns: 30 },
    )
    expect(await readBack('jsonb', [{ a: 'x\0y', b: [1, null] }, 'text', null])).toEqual([
      '{"a": "xy", "b": [1, null]}',
      '"text"',
      null,
    ])
    expect(await readBack('bytea', ['00ff', null])).toEqual(['\\x00ff', null])
  })

  test('no rows are no rows, and several columns stay side by side', async () => {
    expect(await readBack('text', [])).toEqual([])
    const rows = [
      { a: '1', b: null, c: 'x' },
      { a: '2', b: '2.50', c: null },
    ]
    const columns = { a: 'bigint', b: 'numeric', c: 'text' }
    const { rows: read } = await sql`select * from ${recordset(rows, columns, 'given')}`.execute(
      database.db,
    )
    expect(read).toEqual(rows)
  })

  test.each([
    ['numeric', constantFrom('1e3', '1.', '.5', '', '-', '1.2.3', '١')],
    ['bigint', constantFrom('', '1.5', 'x', '12345678901234567890123')],
    ['integer', constantFrom('1', 1.5, 2_147_483_648, Number.NaN)],
    ['timestamptz', constantFrom('soon', '')],
    ['date', constantFrom('2026-01-01')],
  ])('what is no %s is refused before Postgres sees it', async (type, values) => {
    await assert(
      asyncProperty(values, async (value) => {
        await expect(async () => await readBack(type, [value])).rejects.toThrow(TypeError)
      }),
      { seed: 20_261_126, numRuns: 20 },
    )
  })
})
