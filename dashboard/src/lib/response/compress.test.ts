import { constants, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compress } from './compress.ts'

const html = { 'content-type': 'text/html; charset=utf-8' }
const request = (accept: string): Request =>
  new Request('http://tidemark.invalid/', { headers: { 'accept-encoding': accept } })

test('a page is smaller and says the same', async () => {
  const page = '<p>figures</p>'.repeat(1000)
  const response = new Response(page, {
    status: 201,
    headers: { ...html, 'content-length': String(page.length), 'set-cookie': 'a=b' },
  })
  const smaller = compress(request('gzip, br'), response)
  expect(smaller.status).toBe(201)
  expect(smaller.headers.get('content-encoding')).toBe('gzip')
  expect(smaller.headers.get('content-length')).toBeNull()
  expect(smaller.headers.getSetCookie()).toEqual(['a=b'])
  const bytes = Buffer.from(await smaller.arrayBuffer())
  expect(bytes.length).toBeLessThan(page.length / 10)
  expect(gunzipSync(bytes).toString()).toBe(page)
})

test('what the server streams arrives before its end', async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const { body } = compress(request('gzip'), new Response(readable, { headers: html }))
  void writer.write(new TextEncoder().encode('<p>first</p>'))
  const parts: Uint8Array[] = []
  for await (const part of body ?? []) {
    parts.push(part)
    if (readSoFar(parts).includes('first')) break
  }
  expect(readSoFar(parts)).toBe('<p>first</p>')
})

/** What can be read of a stream that goes on. */
const readSoFar = (parts: Uint8Array[]): string =>
  gunzipSync(Buffer.concat(parts), { finishFlush: constants.Z_SYNC_FLUSH }).toString()

test('who takes no gzip, a picture and what is small already get it as it is', () => {
  const page = new Response('figures', { headers: html })
  expect(compress(request('br'), page)).toBe(page)
  const picture = new Response('…', { headers: { 'content-type': 'image/png' } })
  expect(compress(request('gzip'), picture)).toBe(picture)
  const packed = new Response('…', { headers: { ...html, 'content-encoding': 'br' } })
  expect(compress(request('gzip'), packed)).toBe(packed)
})
