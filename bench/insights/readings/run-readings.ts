import { createDb, inTenant, type TenantTrx } from '@tidemark/db'
import { createRandom, type Random } from '../../sync/backfill/random.ts'
import { endOfLog, readDurations, type Duration } from './read-durations.ts'

/** What one answer of the API asks of Postgres, in one transaction. */
export interface Reading {
  name: string
  read: (trx: TenantTrx, random: Random) => Promise<unknown>
}

export interface Readers {
  url: string
  tenantId: string
  logFile: string
  /** How many read at a time, each the next as soon as it has the one before. */
  readers: number
  /** How often it is read in all. */
  times: number
}

/** Reads it so many times, as the API does, and returns what each time took in Postgres. */
export async function runReading(
  { name, read }: Reading,
  { url, tenantId, logFile, readers, times }: Readers,
): Promise<Duration[]> {
  const db = createDb({ url, poolSize: readers, applicationName: name, queryTimeoutMs: 600_000 })
  const readTimes = async (count: number, random: Random): Promise<void> => {
    for (let done = 0; done < count; done += 1) {
      await inTenant(db, tenantId, (trx) => read(trx, random), {
        readOnly: true,
        isolation: 'repeatable read',
      })
    }
  }
  const seeds = Array.from({ length: readers }, (_, at) => at + 1)
  // A connection's first statement loads what Postgres knows of its tables.
  await Promise.all(seeds.map((seed) => readTimes(1, createRandom(1_000 + seed))))
  const from = endOfLog(logFile)
  await Promise.all(seeds.map((seed) => readTimes(Math.ceil(times / readers), createRandom(seed))))
  await db.destroy()
  const found = readDurations(logFile, from).get(name) ?? []
  if (found.length === 0) throw new Error(`Postgres' log tells nothing of ${name}`)
  return found
}
