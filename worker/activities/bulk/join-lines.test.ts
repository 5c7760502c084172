import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutBatches } from './cut-batches.ts'
import type { Block } from './download.ts'
import { type BulkLine, joinLines, parseLines, toKeptLines, type Tree } from './join-lines.ts'

const order = (id: number) => ({ id: `gid://shopify/Order/${id}`, name: `#${id}` })
const line = (id: number, of: number) => ({
  id: `gid://shopify/LineItem/${id}`,
  title: 'Tee / Größe M',
  __parentId: `gid://shopify/Order/${of}`,
})
const agreement = (id: number, of: number) => ({
  id: `gid://shopify/SalesAgreement/${id}`,
  happenedAt: '2026-01-01T00:00:00Z',
  __parentId: `gid://shopify/Order/${of}`,
})
const sale = (id: number, of: number) => ({
  id: `gid://shopify/Sale/${id}`,
  actionType: 'ORDER',
  __parentId: `gid://shopify/SalesAgreement/${of}`,
})
/** As Shopify writes it: slashes escaped, a newline behind each object. */
const file = (objects: readonly object[]): Buffer =>
  Buffer.from(
    objects.map((one) => `${JSON.stringify(one).replaceAll('/', String.raw`\/`)}\n`).join(''),
  )
const sketch = ({ line: { id }, children }: Tree): unknown =>
  children.length === 0 ? short(id) : [short(id), ...children.map(sketch)]
const short = (id: string): string => id.split('/').slice(-2).join(' ')

test('children find their parents, whether these stand before or behind them', () => {
  const bytes = file([sale(8, 5), agreement(5, 1), line(3, 2), order(2), order(1), line(4, 1)])
  const { roots, strays } = joinLines([...parseLines({ position: 0, bytes })])
  expect(roots.map(sketch)).toEqual([
    ['Order 2', 'LineItem 3'],
    ['Order 1', ['SalesAgreement 5', 'Sale 8'], 'LineItem 4'],
  ])
  expect(strays).toEqual([])
})

test('strays know their order where their parent says it', () => {
  const bytes = file([line(3, 7), agreement(5, 7), sale(8, 5), sale(9, 6)])
  const { strays } = joinLines([...parseLines({ position: 100, bytes })])
  expect(
    strays
      .flatMap(toKeptLines)
      .map(({ kind, objectId, rootId }) => [kind, short(objectId), rootId]),
  ).toEqual([
    ['child', 'LineItem 3', '7'],
    ['child', 'SalesAgreement 5', '7'],
    ['grandchild', 'Sale 8', '7'],
    ['grandchild', 'Sale 9', null],
  ])
})

test('a line that is no object with an id makes the file bad', () => {
  for (const text of ['{"id":"gid://shopify/Order/1"', '[]', 'null', '{"name":"x"}', '{"id":4}']) {
    expect(() => [...parseLines({ position: 0, bytes: Buffer.from(text) })]).toThrow(
      'line of the bulk file',
    )
  }
})

test('however a file is cut into blocks and batches, every line is there once, at its place', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 7 }),
      async (children, cuts, roots) => {
        const objects = children.flatMap((count, at) => [
          order(at + 1),
          ...Array.from({ length: count }, (_, n) => line(at * 10 + n + 1, at + 1)),
        ])
        const bytes = file(objects)
        const batches = []
        for await (const batch of cutBatches(blocksOf(bytes, cuts), { roots })) batches.push(batch)
        const lines = batches.flatMap((batch) => batch.lines)
        expect(lines.map(({ id }) => id)).toEqual(objects.map(({ id }) => id))
        for (const { position, line: text } of lines.flatMap(alone)) {
          const there = bytes.toString('utf8', position, position + Buffer.byteLength(text))
          expect(there).toBe(text)
        }
        expect(batches.at(-1)?.end).toBe(bytes.length)
        for (const [index, batch] of batches.slice(1).entries()) {
          expect(batch.lines[0]?.parentId).toBeNull()
          expect(batch.lines.slice(0, 1).flatMap(alone)[0]?.position).toBe(batches[index]?.end)
        }
      },
    ),
    { seed: 7, numRuns: 200 },
  )
})

/** A line as it would be kept. */
const alone = (one: BulkLine) => toKeptLines({ line: one, children: [] })

/** Blocks of whole lines, at least as long as told. */
async function* blocksOf(bytes: Buffer, lengths: readonly number[]): AsyncGenerator<Block> {
  let from = 0
  for (let n = 0; from < bytes.length; n += 1) {
    const least = from + (lengths[n % lengths.length] ?? 1)
    const newline = bytes.indexOf(0x0a, Math.min(least, bytes.length - 1))
    const to = newline < 0 ? bytes.length : newline + 1
    yield { position: from, bytes: bytes.subarray(from, to) }
    from = to
  }
}
