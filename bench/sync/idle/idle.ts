import { scheduleId, syncWorkflowId } from '@tidemark/worker/contract'
import { type Bench, measure } from '../../bench.ts'
import { addDemoShop, startDemoShopify } from '../product/demo-shop.ts'
import { launchScheduled } from '../product/launch-scheduled.ts'
import { percentile } from '../../percentile.ts'
import { serverVersion } from '../product/server-version.ts'
import { startProduct } from '../product/start-product.ts'
import { readRun, type RunFigures } from './count-events.ts'

/** Syncs in a round. */
const SYNCS = 10

/** A demo shop of its full size, synced on schedule while nothing changes. */
export const idle: Bench = async ({ rounds }) => {
  const product = await startProduct()
  const standIn = await startDemoShopify(1)
  try {
    const { temporal } = product
    await product.startWorker(standIn.origin)
    const shop = await addDemoShop(product, standIn)
    const state = standIn.world.shops.get(shop.shopDomain)

    const requests: number[][] = []
    const launchers: RunFigures[] = []
    const syncs: RunFigures[][] = []
    for (let round = 0; round < rounds; round++) {
      const figures: RunFigures[] = []
      const asked: number[] = []
      for (let sync = 0; sync < SYNCS; sync++) {
        const before = await countRequests(standIn.control)
        const id = `${scheduleId(shop.tenantId)}-${round}-${sync}`
        const started = await launchScheduled(temporal, shop, id)
        if ((await started.result()) !== 'started') throw new Error('A sync was under way.')
        const result = await temporal.workflow.result(syncWorkflowId(shop.tenantId))
        expectNothing(result)
        asked.push((await countRequests(standIn.control)) - before)
        launchers.push(await readRun(temporal, id))
        figures.push(await readRun(temporal, syncWorkflowId(shop.tenantId)))
      }
      syncs.push(figures)
      requests.push(asked)
    }

    const all = syncs.flat()
    const mostAsked = Math.max(...requests.flat())
    const most = (name: keyof RunFigures, runs: readonly RunFigures[]): number =>
      Math.max(...runs.map((run) => run[name]))
    const perRound = (name: keyof RunFigures, share: number): number[] =>
      syncs.map((runs) =>
        percentile(
          runs.map((run) => run[name]),
          share,
        ),
      )
    return {
      about: `${all.length} scheduled syncs that find nothing, of a shop of ${state?.orders.size} orders`,
      measures: [
        measure(
          'requests to Shopify, p50',
          'count',
          requests.map((asked) => percentile(asked, 0.5)),
        ),
        measure('requests to Shopify, the most', 'count', [mostAsked], WHY_MORE),
        measure('history events of the sync, the most', 'count', [most('events', all)]),
        measure('history events of its launcher, the most', 'count', [most('events', launchers)]),
        measure('activities', 'count', perRound('activities', 0.5)),
        measure('workflow tasks of the sync', 'count', perRound('workflowTasks', 0.5)),
        measure('duration, p50', 'ms', perRound('tookMs', 0.5), 'the stand-in included'),
        measure('duration, p95', 'ms', perRound('tookMs', 0.95)),
      ],
      ratios: [
        { name: 'requests to Shopify', value: mostAsked, atMost: 6 },
        {
          name: 'history events, launcher and sync',
          value: most('events', all) + most('events', launchers),
          atMost: 60,
        },
      ],
      postgres: await serverVersion(product.ownerUrl),
    }
  } finally {
    await product.stop()
    await standIn.stop()
  }
}

/** Shopify's filter for customers knows days only, so that a walk looks back two of them. */
const WHY_MORE =
  'five, and one more for every 250 customers changed in the last two days beyond 250'

/** As the stand-in has counted them itself. */
async function countRequests(control: string): Promise<number> {
  const response = await fetch(`${control}/_control/state`)
  const { shops } = (await response.json()) as { shops: { requests: number }[] }
  return shops.reduce((sum, { requests }) => sum + requests, 0)
}

function expectNothing(result: {
  outcome: string
  entities: Record<string, { changed: number }>
}): void {
  const changed = Object.values(result.entities).reduce((sum, { changed }) => sum + changed, 0)
  if (result.outcome !== 'completed' || changed > 0) {
    throw new Error(`A sync ended as ${result.outcome} and changed ${changed} rows.`)
  }
}
