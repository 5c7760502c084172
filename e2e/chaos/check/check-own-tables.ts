import { type Db, inTenant } from '@tidemark/db'
import { countDirty, verifyRollups } from '@tidemark/db/ingest'
import type { Differences } from './differences.ts'
import type { ReadRows } from './read-rows.ts'

/** Where the walks of a shop stood at a check, to be compared with at the next one. */
export type Cursors = ReadonlyMap<string, { fence: bigint; watermark: number | null }>

/**
 * What must hold of our own tables whatever happened, once a shop is idle: no run and no request is
 * left over, no two runs overlapped, nothing was set aside, and cursors only ever went forward.
 */
export async function checkOwnTables(
  name: string,
  read: ReadRows,
  differences: Differences,
  before: Cursors,
): Promise<Cursors> {
  await checkRuns(name, read, differences)
  for (const { request_id, requested_at } of await read<{ request_id: string; requested_at: Date }>(
    'select request_id, requested_at from sync_requests where tenant_id = $1 and served_at is null',
  )) {
    differences.add(
      `${name}: the request ${request_id} of ${requested_at.toISOString()} was never served.`,
    )
  }
  for (const row of await read<{ entity: string; entity_id: string; reason: string }>(
    `select entity, entity_id, reason from rejected_rows
     where tenant_id = $1 and resolved_at is null`,
  )) {
    differences.add(`${name}: ${row.entity} ${row.entity_id} was set aside: ${row.reason}`)
  }
  return await checkCursors(name, read, differences, before)
}

async function checkRuns(name: string, read: ReadRows, differences: Differences): Promise<void> {
  const runs = await read<{ run_id: string; state: string; started_at: Date; finished_at: Date }>(
    `select run_id, state, started_at, finished_at from sync_runs
     where tenant_id = $1 order by started_at, run_id`,
  )
  runs.forEach((run, index) => {
    if (run.state === 'running') {
      differences.add(`${name}: the run ${run.run_id} is left as running.`)
    }
    const next = runs[index + 1]
    if (next !== undefined && run.finished_at !== null && next.started_at < run.finished_at) {
      differences.add(
        `${name}: the run ${next.run_id} began at ${next.started_at.toISOString()}, before the run ` +
          `${run.run_id} had ended at ${run.finished_at.toISOString()}.`,
      )
    }
  })
}

interface CursorRow {
  entity: string
  fence: string
  watermark_at: Date | null
  page_cursor: string | null
}

async function checkCursors(
  name: string,
  read: ReadRows,
  differences: Differences,
  before: Cursors,
): Promise<Cursors> {
  const rows = await read<CursorRow>(
    `select entity, fence::text, watermark_at, page_cursor from sync_cursors where tenant_id = $1`,
  )
  const now = new Map(
    rows.map(({ entity, fence, watermark_at }) => [
      entity,
      { fence: BigInt(fence), watermark: watermark_at?.getTime() ?? null },
    ]),
  )
  for (const entity of ['orders', 'customers', 'products']) {
    if (now.get(entity)?.watermark == null) {
      differences.add(`${name}: the cursor of ${entity} has no watermark after a whole round.`)
    }
  }
  for (const { entity, page_cursor } of rows) {
    if (page_cursor !== null) {
      differences.add(`${name}: the walk of ${entity} is still under way after a whole round.`)
    }
  }
  for (const [entity, { fence, watermark }] of before) {
    const later = now.get(entity)
    if (later === undefined || later.fence < fence) {
      differences.add(`${name}: the fence of ${entity} fell from ${fence} to ${later?.fence}.`)
    }
    if (watermark !== null && (later?.watermark ?? 0) < watermark) {
      const [from, to] = [watermark, later?.watermark ?? 0].map((at) => new Date(at).toISOString())
      differences.add(`${name}: the watermark of ${entity} went back from ${from} to ${to}.`)
    }
  }
  return now
}

/** The rollups against our own ledger, and nothing marked that waits to be added up. */
export async function checkRollups(
  name: string,
  db: Db,
  tenantId: string,
  differences: Differences,
): Promise<void> {
  await inTenant(
    db,
    tenantId,
    async (trx) => {
      for (const { rollup, stored, expected } of await verifyRollups(trx)) {
        differences.add(
          `${name}: a row of ${rollup} is ${JSON.stringify(stored)} and its ledger says ` +
            `${JSON.stringify(expected)}.`,
        )
      }
      const dirty = await countDirty(trx)
      for (const [what, waiting] of Object.entries(dirty)) {
        if (waiting > 0) differences.add(`${name}: ${what}: ${waiting} wait to be added up.`)
      }
    },
    { readOnly: true, isolation: 'repeatable read' },
  )
}
