import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { createChecker } from '../chaos/check/index.ts'
import type { Copy } from '../chaos/copy.ts'
import { FALSEHOODS } from '../chaos/falsehoods.ts'
import { STEPS_FOR_ALL } from '../chaos/plan.ts'
import { type ChaosReport, runChaos } from '../chaos/run-chaos.ts'
import { processesOf } from '../processes.ts'
import { removeDataDir } from '../system.ts'

/** Each kind of kill, fault and intervention once; `npm run chaos` goes on for as long as one likes. */
const options = {
  seed: 20,
  steps: STEPS_FOR_ALL,
  minutes: 8,
  shops: 3,
  scale: 0.02,
  keep: false,
}

let report: ChaosReport
let found: string[]
let left: unknown[]

beforeAll(async () => {
  let dataDir = ''
  report = await runChaos(options, {
    say: () => undefined,
    onStart: ({ system }) => {
      dataDir = system.dataDir
    },
    beforeStop: async (copy) => {
      found = await tellFalsehoods(copy)
    },
  })
  left = processesOf(dataDir)
  removeDataDir(dataDir)
})

/** Falsifies the first shop's rows, and gives what the checker finds. */
async function tellFalsehoods(copy: Copy): Promise<string[]> {
  const checker = createChecker(copy)
  await checker.check()
  const client = new pg.Client(copy.run.databaseUrl)
  await client.connect()
  await client.query('set search_path = tidemark')
  for (const { what, sql } of FALSEHOODS) {
    const { rowCount } = await client.query(sql, [copy.shops[0]?.tenantId])
    if (rowCount !== 1) throw new Error(`${what} changed ${rowCount} rows`)
  }
  await client.end()
  return (await checker.check()).list(1_000)
}

const lastSteps = (): string => report.log.tail(80).join('\n')

test('after kills of every part, faults, interventions and changes all along nothing is lost, double or stale', () => {
  expect(report.differences, lastSteps()).toEqual([])
  expect(report.steps).toBe(STEPS_FOR_ALL)
})

test('every part was killed, every fault was there, and shops changed', () => {
  const { kills, faults, changes } = report.deeds
  expect(Object.entries(kills).filter(([, times]) => times === 0)).toEqual([])
  expect(Object.keys(faults)).toEqual(
    expect.arrayContaining(['status', 'throttle', 'slow', 'cut', 'graphql-error']),
  )
  expect(changes).toBeGreaterThan(100)
})

test('every Sync Now that was answered with 202 was served by a round that began after it', () => {
  const { acknowledged, kept, excused, moot } = report.promises
  expect(kept + excused + moot).toBe(acknowledged)
  expect(kept).toBeGreaterThan(10)
})

test.each(FALSEHOODS.map(({ what, found: sentence }) => [what, sentence] as const))(
  'the checker finds %s',
  (_, sentence) => {
    expect(found).toContainEqual(expect.stringMatching(sentence))
  },
)

test('the end leaves no process', () => {
  expect(left).toEqual([])
})
