import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { findFreePort } from '../processes/free-port.ts'
import { settlePorts } from './ports.ts'

const none = { web: 0, postgres: 0, temporal: 0, temporalUi: 0, shopify: 0 }
const all = ['web', 'postgres', 'temporal', 'temporalUi', 'shopify'] as const

test('0 takes free ports, each of its own', async () => {
  const ports = Object.values(await settlePorts(none, all))
  expect(new Set(ports).size).toBe(all.length)
  expect(ports).not.toContain(0)
})

test('a taken port is named with the variable that changes it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  await expect(settlePorts({ ...none, temporalUi: port }, all)).rejects.toThrow(
    new RegExp(`Port ${port}.*TIDEMARK_TEMPORAL_UI_PORT`),
  )
  server.close()
})

test('the port of a part that is not started may be taken', async () => {
  const port = await findFreePort()
  const settled = await settlePorts({ ...none, web: port, shopify: port }, ['web', 'temporal'])
  expect(settled.web).toBe(port)
})

test('two parts cannot share a port', async () => {
  const port = await findFreePort()
  await expect(settlePorts({ ...none, web: port, shopify: port }, all)).rejects.toThrow(
    'TIDEMARK_SHOPIFY_PORT',
  )
})
