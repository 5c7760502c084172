import { listRuns, type RunPlace } from '@tidemark/db/insights'
import { z } from 'zod'
import type { Run } from '../schemas/index.ts'
import { toRun } from '../sync/to-run.ts'
import { PAGE_ROWS } from './all-pages.ts'
import { exportRoute } from './export-route.ts'
import type { Columns } from './table.ts'

const Query = z.object({})
/** A link into Temporal's UI is for a page, not for a file. */
const NO_UI = { url: undefined, namespace: '' }

/** All of the shop's syncs, newest first. */
export const syncsExport = exportRoute<typeof Query, Run>({
  name: 'syncs',
  title: 'Syncs, with what they read, changed and set aside',
  route: '/api/sync',
  query: Query,
  columns: {
    startedAt: { doc: 'When it began', value: (row) => row.startedAt },
    finishedAt: { doc: 'Empty: it is running', value: (row) => row.finishedAt },
    trigger: { doc: 'schedule, manual, first or webhook', value: (row) => row.trigger },
    state: { doc: 'What became of it', value: (row) => row.state },
    rounds: { doc: 'How often it began anew for a request', value: (row) => row.rounds },
    ...part('products'),
    ...part('customers'),
    ...part('orders'),
    ...part('deletions'),
    rejectedRows: { doc: 'Set aside when it ended', value: (row) => row.rejectedRows },
    error: { doc: 'Why it failed', value: (row) => row.error?.sentence },
    action: { doc: 'What to do about it', value: (row) => row.error?.action },
    gaps: { doc: 'What Shopify would not show', value: (row) => row.gaps.join(' ') },
    notes: { doc: 'What was made good', value: (row) => row.notes.join(' ') },
    workflowId: { doc: 'In Temporal', value: (row) => row.workflowId },
    runId: { doc: 'In Temporal', value: (row) => row.runId },
  },
  async *parts(read) {
    let after: RunPlace | undefined
    let found
    do {
      const page = { limit: PAGE_ROWS, after }
      found = await read((trx) => listRuns(trx, page))
      yield { rows: found.map((run) => toRun(run, NO_UI)) }
      const last = found.at(-1)
      after = last && { startedAt: last.place, runId: last.run_id }
    } while (found.length === PAGE_ROWS)
  },
})

/** What a run did with one kind of thing. */
function part(name: keyof Run['entities']): Columns<Run> {
  return {
    [`${name}Read`]: { doc: `Rows of ${name}`, value: (row) => row.entities[name].read },
    [`${name}Changed`]: {
      doc: `Rows of ${name} that were new or other than before`,
      value: (row) => row.entities[name].changed,
    },
  }
}
