import { percentiles, type Measure, type Ratio } from '../../bench.ts'
import { percentile } from '../../percentile.ts'
import { asOwner } from '../../sync/backfill/database.ts'
import { compareFigures } from './compare-figures.ts'
import type { Duration } from './read-durations.ts'
import { DISTINCT, SUMS } from './readings.ts'
import { runReading, type Reading } from './run-readings.ts'
import { addPlainRole } from './without-policies.ts'

/** The data set while it is served. */
export interface Served {
  ownerUrl: string
  appUrl: string
  logFile: string
  /** Tenant of ten million orders, unless the options say otherwise. */
  large: string
  /** Tenant of ten thousand. */
  middle: string
}

const READERS = 8
/** Enough for its 99th percentile to be ten values. */
const TIMES = 1_000
const SLOW_TIMES = 200
/** With and without policies by turns, one reader. */
const TURNS = 5
const TIMES_A_TURN = 100
const COMPARED_RANGES = 3

/** What reading costs: by percentiles, for a large tenant against a small one, and policies' part. */
export async function measureReadings(
  served: Served,
): Promise<{ measures: Measure[]; ratios: Ratio[] }> {
  const { ownerUrl, appUrl, logFile, large, middle } = served
  const measures: Measure[] = []
  const ratios: Ratio[] = []
  const plainUrl = await asOwner(ownerUrl, async (client) => {
    await client.query('alter role tidemark_app set log_min_duration_statement = 0')
    return await addPlainRole(client, ownerUrl, large)
  })
  await compareFigures({ ownerUrl, appUrl, tenantId: large }, COMPARED_RANGES)
  const read = (reading: Reading, tenantId: string, times: number): Promise<Duration[]> =>
    runReading(reading, { url: appUrl, tenantId, logFile, readers: READERS, times })

  for (const reading of SUMS) {
    const { name } = reading
    const ofLarge = (await read(reading, large, TIMES)).map(({ all }) => all)
    const ofMiddle = (await read(reading, middle, TIMES)).map(({ all }) => all)
    measures.push(...percentiles(name, ofLarge, '8 readers, the whole transaction'))
    measures.push(...percentiles(`${name}, 10,000 orders`, ofMiddle))
    ratios.push(
      { name: `${name}: p99, ms`, value: percentile(ofLarge, 0.99), atMost: 20 },
      {
        name: `${name}: p50, large / 10,000 orders`,
        value: percentile(ofLarge, 0.5) / percentile(ofMiddle, 0.5),
        atMost: 2,
      },
    )
  }
  for (const reading of DISTINCT) {
    const all = (await read(reading, large, SLOW_TIMES)).map((one) => one.all)
    measures.push(...percentiles(reading.name, all, 'any range, 8 readers'))
    ratios.push({ name: `${reading.name}: p99, ms`, value: percentile(all, 0.99), atMost: 250 })
  }
  const policies = { secured: appUrl, plain: plainUrl, tenantId: large, logFile }
  for (const reading of SUMS) ratios.push(await costOfPolicies(reading, policies))
  return { measures, ratios }
}

async function costOfPolicies(
  reading: Reading,
  where: { secured: string; plain: string; tenantId: string; logFile: string },
): Promise<Ratio> {
  const { tenantId, logFile } = where
  const taken = { secured: new Array<number>(), plain: new Array<number>() }
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const role of ['secured', 'plain'] as const) {
      const readers = { url: where[role], tenantId, logFile, readers: 1, times: TIMES_A_TURN }
      const found = await runReading(reading, readers)
      taken[role].push(...found.map(({ statements }) => statements))
    }
  }
  return {
    name: `${reading.name}: with row-level security / without`,
    value: percentile(taken.secured, 0.5) / percentile(taken.plain, 0.5),
    atMost: 1.1,
  }
}
