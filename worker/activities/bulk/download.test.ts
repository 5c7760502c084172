import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { downloadLines } from './download.ts'

const text = Array.from({ length: 5_000 }, (_, n) => `{"id":"line ${n} äöü"}\n`).join('')
const file = Buffer.from(text)
let server: Server
let answer: (from: number, response: ServerResponse) => void
let asked: string[]

beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    const range = request.headers.range ?? ''
    asked.push(range)
    answer(Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0), response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return () => {
    server.closeAllConnections()
    return new Promise<void>((closed) => server.close(() => closed()))
  }
})
afterEach(() => server.closeAllConnections())

async function download(position = 0, size: number | null = file.length): Promise<string> {
  const { port } = server.address() as AddressInfo
  const blocks = downloadLines({
    url: `http://127.0.0.1:${port}/file.jsonl`,
    position,
    size,
    signal: new AbortController().signal,
  })
  let got = ''
  for await (const block of blocks) {
    expect(block.position).toBe(position + Buffer.byteLength(got))
    got += block.bytes.toString()
  }
  return got
}

const partial = (from: number, response: ServerResponse) => {
  response.writeHead(206, { 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` })
  response.end(file.subarray(from))
}
const whole = (_from: number, response: ServerResponse) => response.writeHead(200).end(file)
/** The first byte of line 3000. */
const middle = file.indexOf('{"id":"line 3000 ')

test('a file comes whole, and from a place on', async () => {
  answer = whole
  expect(await download()).toBe(text)
  answer = partial
  expect(await download(middle)).toBe(file.subarray(middle).toString())
  expect(asked).toEqual(['', `bytes=${middle}-`])
})

test('an answer of 200 begins at the start, and is skipped up to the place', async () => {
  answer = whole
  expect(await download(middle)).toBe(file.subarray(middle).toString())
})

test('nothing is asked behind the end', async () => {
  expect(await download(file.length)).toBe('')
  expect(asked).toEqual([])
})

test('another part than was asked for is not taken', async () => {
  answer = (from, response) => partial(from + 10, response)
  await expect(download(middle)).rejects.toThrow('another part')
})

test('a file that ends early is not whole, also where the storage says nothing of it', async () => {
  answer = (_from, response) => response.writeHead(200).end(file.subarray(0, middle))
  await expect(download()).rejects.toThrow('ended before its end')
})

test('a last line without a newline is a line', async () => {
  answer = (_from, response) => response.writeHead(200).end(file.subarray(0, -1))
  expect(await download(0, file.length - 1)).toBe(text.slice(0, -1))
})

test('a connection that breaks has brought whole lines only', async () => {
  answer = (_from, response) => {
    response.writeHead(200, { 'content-length': file.length })
    response.write(file.subarray(0, middle + 5))
    setTimeout(() => response.destroy(), 50)
  }
  await expect(download()).rejects.toMatchObject({ name: 'ShopifyNetworkError' })
})

test.each([
  [403, 'BulkAddressError'],
  [404, 'BulkAddressError'],
  [500, 'ShopifyNetworkError'],
  [503, 'ShopifyNetworkError'],
  [416, 'BulkFileError'],
])('an answer of %i is a %s', async (status, name) => {
  answer = (_from, response) => response.writeHead(status).end('<Error/>')
  await expect(download(middle)).rejects.toMatchObject({ name })
})
