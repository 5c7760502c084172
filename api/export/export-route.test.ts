import cookie from '@fastify/cookie'
import Fastify from 'fastify'
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { App } from '../dependencies.ts'
import { answerProblems } from '../problems/answer-problems.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'
import { exportRoute } from './export-route.ts'

/** Much more than sockets hold: 400 parts of 100 kB. */
const PARTS = 400
const ROWS = Array.from({ length: 500 }, (_, at) => `${at} ${'x'.repeat(196)}`)

/** What happened to the files of `long`, which reads nothing: how many parts were asked for. */
let asked: number
let left: PromiseWithResolvers<void>
beforeEach(() => {
  asked = 0
  left = Promise.withResolvers()
})

const longExport = exportRoute({
  name: 'long',
  title: 'A long table',
  route: '/api/long',
  query: z.object({ failAt: z.coerce.number().optional() }),
  columns: { cell: { doc: 'A text', value: (row: string) => row } },
  async *parts(_read, { failAt }) {
    try {
      while (asked < PARTS) {
        asked += 1
        if (asked === failAt) throw new Error('The database is gone')
        yield { rows: ROWS }
      }
    } finally {
      left.resolve()
    }
  },
})

/** What the API logged. */
const log: string[] = []

let server: TestServer
let app: App
let port: number
let headers: { cookie: string }
let account: Awaited<ReturnType<typeof createTestAccount>>
beforeAll(async () => {
  server = await createTestServer()
  const shop = await createTestTenant(server.db)
  account = await createTestAccount(server.db, 'ann@example.com', [shop])
  headers = await signIn(server.app, account)
  app = Fastify({
    forceCloseConnections: true,
    logger: { level: 'error', stream: { write: (line: string) => void log.push(line) } },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerProblems(app)
  await app.register(cookie)
  longExport(app, server)
  await app.listen({ port: 0, host: '127.0.0.1' })
  ;({ port } = app.server.address() as AddressInfo)
})
afterAll(async () => {
  await app.close()
  await server.close()
})

/** The head of an answer, whose body nobody reads yet. */
async function open(query = '', as = headers): Promise<IncomingMessage> {
  const request = get({ port, path: `/api/export/long${query}`, headers: as, agent: false })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return response
}

/** Waits until no more parts are asked for, which happens at once where nothing holds them. */
async function settle(): Promise<number> {
  let before = -1
  while (before !== asked) {
    before = asked
    await delay(100)
  }
  return asked
}

test('who stops reading stops the reading of rows, and who goes on gets all of them', async () => {
  const response = await open()
  expect(response.statusCode).toBe(200)
  expect(await settle()).toBeLessThan(PARTS)
  const body = await text(response)
  expect(body.split('\r\n')).toHaveLength(1 + PARTS * ROWS.length + 1)
  expect(asked).toBe(PARTS)
})

test('who goes away ends the reading of rows, which is no error', async () => {
  const response = await open()
  response.destroy()
  await left.promise
  expect(asked).toBeLessThan(PARTS)
  expect(log).toEqual([])
})

test('a failure in the middle breaks the file off, so that it does not look complete, and is logged', async () => {
  const response = await open('?failAt=3')
  expect(response.statusCode).toBe(200)
  await expect(text(response)).rejects.toThrow('aborted')
  expect(response.complete).toBe(false)
  expect(log.filter((line) => line.includes('a file broke off'))).toHaveLength(1)
})

test('a failure before the first row is a problem, not a file', async () => {
  const response = await open('?failAt=1')
  expect(response.statusCode).toBe(500)
  expect(response.headers).not.toHaveProperty('content-disposition')
  expect(JSON.parse(await text(response))).toMatchObject({ status: 500 })
})

test('a session has four files on their way at most; another session is not held up by it', async () => {
  const files = await Promise.all([open(), open(), open(), open()])
  const refused = await open()
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '5'])
  expect(JSON.parse(await text(refused))).toMatchObject({
    type: 'urn:tidemark:problem:too-many-exports',
  })
  files.push(await open('', await signIn(server.app, account)))
  expect(files.at(-1)?.statusCode).toBe(200)
  for (const file of files) file.destroy()
  await expect
    .poll(async () => {
      const next = await open()
      next.destroy()
      return next.statusCode
    })
    .toBe(200)
})
