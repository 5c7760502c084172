import { setImmediate } from 'node:timers/promises'
import type { RawBuilder } from 'kysely'
import type { TenantTrx } from '../index.ts'

/** Makes a statement with its rows in Postgres' form; `undefined` when there is nothing to write. */
export type Step = () => RawBuilder<unknown> | undefined

/**
 * Runs statements one after the other; the next one's rows are put into Postgres' form while Postgres
 * works on the one before. The first failure ends it.
 */
export async function runInTurn(trx: TenantTrx, steps: readonly Step[]): Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  for (const step of steps) {
    const statement = step()
    await running
    if (statement === undefined) continue
    running = statement.execute(trx)
    // Is awaited above or below; a failure in between is no unhandled one.
    running.catch(() => undefined)
    // Lets it leave before this thread is busy again.
    await setImmediate()
  }
  await running
}
