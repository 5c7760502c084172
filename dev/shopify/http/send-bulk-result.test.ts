import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { parseRows, readRows, startBulkShop } from '../bulk/test-bulk.ts'

const bulk = await startBulkShop()
const { shop } = bulk

afterAll(() => bulk.shopify.stop())
afterEach(() => bulk.clearFaults())

const ORDERS = '{ orders { edges { node { id name } } } }'
const LEDGER = `{ orders { edges { node { id agreements { edges { node { id
  sales { edges { node { id } } } } } } } } } }`

async function download(url: string | null, headers: Record<string, string> = {}) {
  const response = await fetch(url ?? '', { headers })
  return { response, text: await response.text() }
}

describe('a download', () => {
  test('needs no token, but its signature', async () => {
    const { url } = await bulk.finish(ORDERS)
    const { response, text } = await download(url)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/jsonl',
      'accept-ranges': 'bytes',
      'content-length': String(Buffer.byteLength(text)),
      etag: expect.stringMatching(/^".+"$/),
    })
    const forged = await download((url ?? '').replace(/.$/, (end) => (end === '0' ? '1' : '0')))
    expect(forged.response.status).toBe(403)
    expect(forged.text).toContain('<Code>SignatureDoesNotMatch</Code>')
    const other = await download(`${bulk.shopify.control}/_bulk/none.jsonl?signature=0`)
    expect(other.response.status).toBe(404)
  })

  test('gives any range of the file, and says where there is none', async () => {
    const { url } = await bulk.finish(ORDERS)
    const { response, text: whole } = await download(url)
    const size = whole.length
    const etag = response.headers.get('etag') ?? ''
    for (const [range, start, end] of [
      ['bytes=0-9', 0, 10],
      ['bytes=100-', 100, size],
      ['bytes=-7', size - 7, size],
      [`bytes=${size - 3}-${size + 90}`, size - 3, size],
    ] as const) {
      const part = await download(url, { range, 'if-range': etag })
      expect(part.response.status).toBe(206)
      expect(part.response.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${size}`)
      expect(part.text).toBe(whole.slice(start, end))
    }
    const past = await download(url, { range: `bytes=${size}-` })
    expect(past.response.status).toBe(416)
    expect(past.response.headers.get('content-range')).toBe(`bytes */${size}`)
    const ignored: Record<string, string>[] = [
      { range: 'lines=1-2' },
      { range: 'bytes=0-1,4-5' },
      { range: 'bytes=0-9', 'if-range': '"another"' },
    ]
    for (const headers of ignored) {
      const all = await download(url, headers)
      expect([all.response.status, all.text.length]).toEqual([200, size])
    }
  })
})

describe('a fault', () => {
  test('of GraphQL requests never hits a download', async () => {
    const { url } = await bulk.finish(ORDERS)
    await bulk.faults({ kind: 'status', status: 503 }, { kind: 'cut' }, { kind: 'slow', ms: 9e6 })
    expect((await download(url)).response.status).toBe(200)
  })

  test('can be meant for some GraphQL requests only', async () => {
    await bulk.faults(
      { kind: 'status', status: 500, operation: 'run' },
      { kind: 'cut', operation: 'nobody' },
    )
    const named = { query: 'query run { shop { name } }' }
    expect((await bulk.graphql(named)).status).toBe(500)
    expect((await bulk.graphql({ query: '{ shop { name } }' })).status).toBe(200)
  })

  test('bulk-denied is a top-level error, bulk-refused a user error with its message', async () => {
    await bulk.faults({ kind: 'bulk-denied', times: 1 })
    const { data, errors } = await bulk.ask(
      `mutation { bulkOperationRunQuery(query: "${ORDERS}") { bulkOperation { id } userErrors { message } } }`,
    )
    expect(data).toEqual({ bulkOperationRunQuery: null })
    expect(errors?.[0]).toMatchObject({
      message: 'Access denied for bulkOperationRunQuery field.',
      extensions: { code: 'ACCESS_DENIED' },
      path: ['bulkOperationRunQuery'],
    })
    await bulk.faults({ kind: 'bulk-refused', message: 'No.', times: 1 })
    expect(await bulk.run(ORDERS)).toEqual({
      bulkOperation: null,
      userErrors: [{ code: 'INVALID', field: ['query'], message: 'No.' }],
    })
    expect((await bulk.finish(ORDERS)).status).toBe('COMPLETED')
  })

  test('bulk-status ends an operation badly, with or without a part of its data', async () => {
    await bulk.faults({
      kind: 'bulk-status',
      status: 'FAILED',
      errorCode: 'TIMEOUT',
      partial: true,
      share: 0.25,
    })
    const failed = await bulk.finish(ORDERS)
    expect(failed).toMatchObject({
      status: 'FAILED',
      errorCode: 'TIMEOUT',
      url: null,
      completedAt: null,
    })
    const rows = await readRows(failed.partialDataUrl)
    expect(rows).toHaveLength(Math.ceil(shop.orders.size / 4))
    expect(failed.objectCount).toBe(String(rows.length))
    for (const status of ['CANCELED', 'EXPIRED']) {
      await bulk.clearFaults()
      await bulk.faults({ kind: 'bulk-status', status })
      expect(await bulk.finish(ORDERS)).toMatchObject({
        status,
        errorCode: null,
        url: null,
        partialDataUrl: null,
      })
    }
  })

  test('bulk-counts tells too high counts of a whole file', async () => {
    await bulk.faults({ kind: 'bulk-counts', by: 3, of: ['objectCount'] })
    const done = await bulk.finish(ORDERS)
    const { size } = shop.orders
    expect(await readRows(done.url)).toHaveLength(size)
    expect([done.objectCount, done.rootObjectCount]).toEqual([String(size + 3), String(size)])
  })

  test('bulk-truncated serves a file that ends early, between lines or within one', async () => {
    const { size } = shop.orders
    for (const midLine of [false, true]) {
      await bulk.clearFaults()
      await bulk.faults({ kind: 'bulk-truncated', share: 0.5, midLine })
      const done = await bulk.finish(ORDERS)
      const { text } = await download(done.url)
      expect(text.endsWith('\n')).toBe(!midLine)
      const lines = text.split('\n').length - 1
      expect(Math.abs(lines - size / 2)).toBeLessThanOrEqual(2)
      expect(Number(done.fileSize)).toBeGreaterThan(text.length * 1.9)
      expect(done.objectCount).toBe(String(size))
      const rest = await download(done.url, { range: `bytes=${text.length}-` })
      expect(rest.response.status).toBe(416)
    }
  })

  test('bulk-disorder puts children anywhere behind all parents, with all of them there', async () => {
    const well = await readRows((await bulk.finish(LEDGER)).url)
    await bulk.faults({ kind: 'bulk-disorder' })
    const { url } = await bulk.finish(LEDGER)
    const rows = await readRows(url)
    const { size } = shop.orders
    expect(rows.slice(0, size).every((row) => row.__parentId === undefined)).toBe(true)
    expect(rows.slice(size).every((row) => row.__parentId !== undefined)).toBe(true)
    const place = new Map(rows.map((row, index) => [row.id, index]))
    const early = rows.filter((row, index) => (place.get(row.__parentId ?? '') ?? -1) > index)
    expect(early.length).toBeGreaterThan(100)
    const ids = (list: typeof rows) => list.map(({ id }) => id).toSorted()
    expect(ids(rows)).toEqual(ids(well))
    expect(await readRows((await bulk.finish(LEDGER)).url)).toEqual(rows)
  })

  test('bulk-no-range answers a range with everything', async () => {
    const { url } = await bulk.finish(ORDERS)
    const { text } = await download(url)
    await bulk.faults({ kind: 'bulk-no-range', times: 1 })
    const all = await download(url, { range: 'bytes=10-' })
    expect([all.response.status, all.text]).toEqual([200, text])
    expect((await download(url, { range: 'bytes=10-' })).response.status).toBe(206)
  })

  test('bulk-cut breaks a download in the middle, and a range goes on from there', async () => {
    const { url } = await bulk.finish(ORDERS)
    const { text: whole } = await download(url)
    await bulk.faults({ kind: 'bulk-cut', times: 1 })
    const response = await fetch(url ?? '')
    expect(response.status).toBe(200)
    let got = ''
    await expect(
      (async () => {
        const decoder = new TextDecoder()
        for await (const part of response.body ?? []) got += decoder.decode(part as Uint8Array)
      })(),
    ).rejects.toThrow('terminated')
    expect(got.length).toBeLessThan(whole.length)
    const rest = await download(url, { range: `bytes=${got.length}-` })
    expect(got + rest.text).toBe(whole)
  })

  test('bulk-gone takes an address away; the operation then has another', async () => {
    await bulk.faults({ kind: 'bulk-gone' })
    const done = await bulk.finish(ORDERS)
    for (let again = 0; again < 2; again++) {
      const { response, text } = await download(done.url)
      expect(response.status).toBe(403)
      expect(response.headers.get('content-type')).toContain('application/xml')
      expect(text).toContain('<Code>ExpiredToken</Code>')
    }
    const fresh = await bulk.find(done.id)
    expect(fresh?.url).not.toBe(done.url)
    expect((await download(fresh?.url ?? null)).response.status).toBe(200)

    await bulk.clearFaults()
    await bulk.faults({ kind: 'bulk-gone', times: 2 })
    const other = await bulk.finish(ORDERS)
    const statuses: number[] = []
    for (let again = 0; again < 3; again++) {
      const { url } = (await bulk.find(other.id)) ?? { url: null }
      statuses.push((await download(url)).response.status)
    }
    expect(statuses).toEqual([403, 403, 200])
  })

  test('bulk-slow keeps an operation RUNNING, download-slow lets bytes trickle', async () => {
    await bulk.faults(
      { kind: 'bulk-slow', ms: 30 },
      { kind: 'download-slow', bytesPerSecond: 200_000 },
    )
    const { bulkOperation } = await bulk.run(ORDERS)
    const running = await bulk.leave(bulkOperation?.id ?? '', 'CREATED')
    expect(running.status).toBe('RUNNING')
    const done = await bulk.leave(running.id, 'RUNNING')
    expect(parseRows((await download(done.url)).text)).toHaveLength(shop.orders.size)
  })

  test('hits only the operations that it is meant for', async () => {
    await bulk.faults({ kind: 'bulk-status', status: 'FAILED', operation: 'customers' })
    expect((await bulk.finish(ORDERS)).status).toBe('COMPLETED')
    const customers = '{ customers { edges { node { id } } } }'
    expect((await bulk.finish(customers)).status).toBe('FAILED')
  })

  test('is refused with a sentence when something in it is wrong', async () => {
    for (const [rule, sentence] of [
      [{ kind: 'bulk-status' }, 'status must be one of FAILED, CANCELED, EXPIRED.'],
      [{ kind: 'bulk-truncated', share: 2 }, 'share must be a number from 0 to 1.'],
      [{ kind: 'download-slow' }, 'bytesPerSecond must be a number.'],
      [{ kind: 'bulk-counts', of: ['size'] }, 'of must be a list of objectCount, rootObjectCount.'],
      [{ kind: 'cut', ms: 4 }, 'cut has no ms; it has operation, every, probability, times.'],
    ] as const) {
      const response = await bulk.faults(rule)
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ errors: sentence })
    }
  })
})
