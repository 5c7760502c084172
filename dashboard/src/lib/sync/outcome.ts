import type { EntityProgress, Run } from '@tidemark/api/contract'

export type Entity = keyof Run['entities']

/** In the order in which a sync shows them. */
export const entities = [
  { id: 'products', label: 'Products' },
  { id: 'customers', label: 'Customers' },
  { id: 'orders', label: 'Orders' },
  { id: 'deletions', label: 'Deletions' },
  { id: 'aggregation', label: 'Figures' },
] as const satisfies readonly { id: Entity; label: string }[]

const triggers: Record<Run['trigger'], string> = {
  schedule: 'On schedule',
  manual: 'Sync now',
  first: 'First sync',
  webhook: 'Change at Shopify',
}

export function describeTrigger(run: Run): string {
  return triggers[run.trigger]
}

/** Rows of Shopify's that a run changed here; recomputed figures are not among them. */
export function countChanged(run: Run): number {
  const { products, customers, orders, deletions } = run.entities
  return products.changed + customers.changed + orders.changed + deletions.changed
}

function rows(count: number, format: (count: number) => string): string {
  return `${format(count)} ${count === 1 ? 'row' : 'rows'}`
}

const states: Record<Run['state'], string> = {
  running: 'Running',
  completed: 'Completed',
  completed_with_rejects: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

/** How a run stands, in a word or two: "Completed with 3 rejected". */
export function describeState(run: Run, format: (count: number) => string): string {
  const word = states[run.state]
  return run.state === 'completed_with_rejects'
    ? `${word} with ${format(run.rejectedRows)} rejected`
    : word
}

/** How a run ended, as a sentence. */
export function describeOutcome(run: Run, format: (count: number) => string): string {
  const changed = countChanged(run)
  switch (run.state) {
    case 'running':
      return run.trigger === 'first' ? 'The first sync is running.' : 'A sync is running.'
    case 'completed':
      return changed === 0 ? 'Nothing had changed at Shopify.' : `${rows(changed, format)} changed.`
    case 'completed_with_rejects':
      return `${rows(changed, format)} changed; ${rows(run.rejectedRows, format)} could not be read and ${
        run.rejectedRows === 1 ? 'was' : 'were'
      } set aside.`
    case 'cancelled':
      return 'It was stopped. The next sync goes on from there.'
    case 'failed':
      return run.error?.sentence ?? 'It failed.'
  }
}

/** The share of Shopify's rows that a running sync has read: 0 to 1, or null while unknown. */
export function progressOf(run: Run): number | null {
  const { products, customers, orders } = run.entities
  const counted = [products, customers, orders]
  if (counted.some(({ total, done }) => total === null && !done)) return null
  const total = counted.reduce((sum, entity) => sum + share(entity).total, 0)
  const read = counted.reduce((sum, entity) => sum + share(entity).read, 0)
  return total === 0 ? null : Math.min(1, read / total)
}

function share({ read, total, done }: EntityProgress): { read: number; total: number } {
  const known = total ?? read
  return { total: known, read: done ? known : Math.min(read, known) }
}
