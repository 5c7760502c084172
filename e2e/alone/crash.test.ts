import { afterAll, expect, test } from 'vitest'
import { idle, signIn, type SyncState } from '../api-client.ts'
import { control, expectTruth } from '../compare.ts'
import { processesOf, workerOf } from '../processes.ts'
import { newDataDir, removeDataDir, startSystem, until } from '../system.ts'

const dataDir = newDataDir()
const kills = 10

afterAll(() => {
  for (const { pid } of processesOf(dataDir)) process.kill(pid, 'SIGKILL')
  removeDataDir(dataDir)
})

/** A small seeded generator: the moments are random and the same in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

test(`${kills} times kill -9 of the worker in the first syncs: they complete by themselves with true numbers`, async () => {
  const system = await startSystem(dataDir)
  const { run } = system
  await control(run, 'clock', { frozen: true })
  // Slow enough that every kill falls into a sync, and not into the quiet after it.
  await control(run, 'faults', { rules: [{ kind: 'slow', ms: 300 }] })
  const shops = await Promise.all(
    run.logins.map(async (login) => ({ login, session: await signIn(run, login) })),
  )
  const busy = async (): Promise<boolean> => {
    const states = await Promise.all(
      shops.map(({ session }) => session.get<SyncState>('/api/sync')),
    )
    return states.some(({ current }) => current !== null)
  }
  const random = seeded(11)
  let killed = 0
  for (; killed < kills && (await busy()); killed += 1) {
    const worker = await until('the worker to run', () => workerOf(dataDir))
    await new Promise((done) => setTimeout(done, 500 + random() * 3_000))
    process.kill(worker.pid, 'SIGKILL')
    await until('the killed worker to be gone', () =>
      workerOf(dataDir)?.pid === worker.pid ? undefined : true,
    )
  }
  expect(killed).toBe(kills)
  await fetch(`${run.shopifyControl}/_control/faults`, { method: 'DELETE' })
  for (const { login, session } of shops) {
    const { runs } = await idle(session)
    expect(runs.map((r) => r.state)).toEqual(['completed'])
    await expectTruth(run, session, login.shopDomain)
  }
  await system.stop()
})
