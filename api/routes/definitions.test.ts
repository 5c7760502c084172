import { definitions, definitionsVersion } from '@tidemark/db/insights'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DefinitionsResponse } from '../schemas/index.ts'
import {
  createTestAccount,
  createTestServer,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(async () => {
  await server.close()
})

test('the catalogue is for whoever is signed in, with a shop or without', async () => {
  const account = await createTestAccount(server.db, 'ann@example.com', [])
  const headers = await signIn(server.app, account)
  const response = await server.app.inject({ url: '/api/definitions', headers })
  const answer = DefinitionsResponse.parse(response.json())
  expect(answer.definitionsVersion).toBe(definitionsVersion)
  expect(answer.definitions.map(({ id }) => id)).toEqual(Object.keys(definitions))
  expect(answer.definitions.find(({ id }) => id === 'net-sales')).toEqual(definitions['net-sales'])
  expect(answer.dateBases.map(({ id }) => id)).toEqual(['event', 'order', 'allTime', 'now'])
  expect(answer.switches.map(({ id }) => id)).toContain('presentmentCurrency')
  expect((await server.app.inject({ url: '/api/definitions' })).statusCode).toBe(401)
})
