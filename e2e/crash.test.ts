import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, inject, test } from 'vitest'
import { idle, signIn, type SyncState } from './api-client.ts'
import { control, expectTruth } from './compare.ts'
import { workerOf } from './processes.ts'
import { until } from './system.ts'

const { run, dataDir } = inject('system')
const kills = 10

/** A small seeded generator: the moments are random and the same in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

function shop(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['worker/shop.ts', ...args], {
    cwd: resolve(import.meta.dirname, '..'),
    env: { ...process.env, TIDEMARK_DATA: dataDir },
    encoding: 'utf8',
  })
  return { status, output: stdout + stderr }
}

async function tokenOf(domain: string): Promise<string> {
  const response = await fetch(`${run.shopifyControl}/_control/state`)
  const { shops } = (await response.json()) as { shops: { domain: string; token: string }[] }
  const found = shops.find((s) => s.domain === domain)
  if (!found) throw new Error(`The stand-in has no ${domain}`)
  return found.token
}

test(`${kills} times kill -9 of the worker in a first sync: it completes by itself with true numbers`, async () => {
  const domain = run.logins[0]?.shopDomain ?? ''
  await control(run, 'clock', { frozen: true })
  expect(shop('remove', '--domain', domain, '--yes')).toMatchObject({ status: 0 })
  // Slow enough that ten kills fall into the sync, and not into the quiet after it.
  await control(run, 'faults', { shop: domain, rules: [{ kind: 'slow', ms: 400 }] })
  const login = { email: 'crash@example.com', password: 'a long enough password' }
  const added = shop(
    'add', '--domain', domain, '--token', await tokenOf(domain),
    '--email', login.email, '--password', login.password,
  ) // prettier-ignore
  expect(added).toMatchObject({ status: 0 })
  const session = await signIn(run, login)
  const random = seeded(11)
  let killed = 0
  while (killed < kills) {
    await new Promise((done) => setTimeout(done, 200 + random() * 2_500))
    const { current } = await session.get<SyncState>('/api/sync')
    if (!current) break
    const worker = await until('the worker to be started again', 60_000, () => workerOf(dataDir))
    process.kill(worker.pid, 'SIGKILL')
    killed += 1
    await until('the dead worker to be gone', 10_000, () =>
      workerOf(dataDir)?.pid === worker.pid ? undefined : true,
    )
  }
  expect(killed).toBe(kills)
  await control(run, 'faults', { shop: domain, rules: [] })
  const { runs } = await idle(session)
  expect(runs.map((r) => r.state)).toEqual(['completed'])
  await expectTruth(run, session, domain)
})
