import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { idle, signIn, type Session } from '../api-client.ts'
import { expectTruth } from '../compare.ts'
import { processesOf } from '../processes.ts'
import { newDataDir, removeDataDir, startSystem, until, type System } from '../system.ts'

const dataDir = newDataDir()
/** Small shops in which nothing happens by itself. */
const small = { env: { TIDEMARK_SHOPIFY_SCALE: '0.01', TIDEMARK_SHOPIFY_TRAFFIC: 'off' } }

afterAll(() => {
  for (const { pid } of processesOf(dataDir)) process.kill(pid, 'SIGKILL')
  removeDataDir(dataDir)
})

async function sessionsOf(system: System): Promise<[string, Session][]> {
  return Promise.all(
    system.run.logins.map(async (login): Promise<[string, Session]> => [
      login.shopDomain,
      await signIn(system.run, login),
    ]),
  )
}

async function expectTrueNumbers(system: System): Promise<void> {
  for (const [shop, session] of await sessionsOf(system)) {
    await idle(session)
    await expectTruth(system.run, session, shop)
  }
}

async function runsOf(system: System): Promise<string[]> {
  const all = await Promise.all((await sessionsOf(system)).map(([, session]) => idle(session)))
  return all.flatMap((state) => state.runs.map((r) => r.runId)).toSorted()
}

let runsOfFirstStart: string[] = []

test('a first start ends with true numbers, and Ctrl-C leaves no process and no run.json', async () => {
  const system = await startSystem(dataDir, small)
  await expectTrueNumbers(system)
  runsOfFirstStart = await runsOf(system)
  // The launcher looks twice a second whether the first syncs are done, and then says where it all is.
  await until('the announcement', () =>
    system.output().includes(system.run.temporalUi) ? true : undefined,
  )
  expect(system.output()).toContain(system.run.url)
  await system.stop()
  expect(processesOf(dataDir)).toEqual([])
  expect(existsSync(join(dataDir, 'run.json'))).toBe(false)
})

test('a second start finds all data again, and SIGTERM leaves no process', async () => {
  const system = await startSystem(dataDir, small)
  await expectTrueNumbers(system)
  expect(await runsOf(system)).toEqual(expect.arrayContaining(runsOfFirstStart))
  const ended = once(system.launcher, 'exit')
  system.launcher.kill('SIGTERM')
  await ended
  expect(processesOf(dataDir)).toEqual([])
})

test('after kill -9 of everything the next start recovers by itself', async () => {
  await startSystem(dataDir, small)
  for (const { pid } of processesOf(dataDir)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended with its parent.
    }
  }
  await until('every killed process to be gone', () =>
    processesOf(dataDir).length === 0 ? true : undefined,
  )
  const system = await startSystem(dataDir, small)
  await expectTrueNumbers(system)
  await system.stop()
  expect(processesOf(dataDir)).toEqual([])
})

test('kill -9 of the launcher alone leaves nothing that the next start cannot take over', async () => {
  const killed = await startSystem(dataDir, small)
  killed.launcher.kill('SIGKILL')
  const system = await startSystem(dataDir, small)
  await expectTrueNumbers(system)
  await system.stop()
  expect(processesOf(dataDir)).toEqual([])
})

test('a taken port is named, with the variable that changes it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const other = newDataDir()
  try {
    await expect(startSystem(other, { env: { PORT: String(port) } })).rejects.toThrow(
      new RegExp(`${port}[^]*PORT`),
    )
    expect(processesOf(other)).toEqual([])
  } finally {
    server.close()
    removeDataDir(other)
  }
})
