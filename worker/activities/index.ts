import { aggregate } from './aggregate.ts'
import { runAttempt } from './attempt.ts'
import { beginRun } from './begin-run.ts'
import { compareCounts } from './compare-counts.ts'
import { controlShop } from './control-shop.ts'
import { createCustomerReader } from './customer-reader.ts'
import type { Dependencies } from './dependencies.ts'
import { finishRun } from './finish-run.ts'
import { orderReader } from './order-reader.ts'
import { productReader } from './product-reader.ts'
import { pullEvents } from './pull-events.ts'
import { pullUpdated } from './pull-updated.ts'
import { readShop } from './read-shop.ts'
import { reconcileIds } from './reconcile-ids.ts'
import type { Activities } from './types.ts'

/** The activities of all three task queues, over their dependencies. */
export function createActivities(deps: Dependencies): Activities {
  const { log, clock } = deps
  const customerReader = createCustomerReader(clock)
  return {
    beginRun: (input) => runAttempt(log, () => beginRun(deps, input)),
    readShop: (input) => runAttempt(log, (attempt) => readShop(deps, input, attempt)),
    pullProducts: (input) =>
      runAttempt(log, (attempt) => pullUpdated(deps, productReader, input, attempt)),
    pullCustomers: (input) =>
      runAttempt(log, (attempt) => pullUpdated(deps, customerReader, input, attempt)),
    pullOrders: (input) =>
      runAttempt(log, (attempt) => pullUpdated(deps, orderReader, input, attempt)),
    pullEvents: (input) => runAttempt(log, (attempt) => pullEvents(deps, input, attempt)),
    compareCounts: (input) => runAttempt(log, (attempt) => compareCounts(deps, input, attempt)),
    reconcileIds: (input) => runAttempt(log, (attempt) => reconcileIds(deps, input, attempt)),
    aggregate: (input) => runAttempt(log, (attempt) => aggregate(deps, input, attempt)),
    finishRun: (input) => runAttempt(log, () => finishRun(deps, input)),
    controlShop: (input) => runAttempt(log, () => controlShop(deps, input)),
  }
}
