import { bulkOrders, bulkProducts, createBulkCustomers } from './bulk/bulk-reader.ts'
import { aggregate } from './aggregate.ts'
import { runAttempt } from './attempt.ts'
import { beginRun } from './begin-run.ts'
import { compareCounts } from './compare-counts.ts'
import { compareReports } from './compare-reports.ts'
import { connectShop, failConnection } from './connect-shop.ts'
import { endInstall } from './compliance/end-install.ts'
import { eraseHistories } from './compliance/erase-histories.ts'
import { endShop, eraseShop } from './compliance/erase-shop.ts'
import { forgetCustomer } from './compliance/forget-customer.ts'
import { writeExport } from './compliance/write-export.ts'
import { controlShop } from './control-shop.ts'
import type { Dependencies } from './dependencies.ts'
import { finishRun } from './finish-run.ts'
import { keepSubscriptions } from './keep-subscriptions.ts'
import { pullChanged } from './pull-changed.ts'
import { pullEntity } from './pull-entity.ts'
import { pullEvents } from './pull-events.ts'
import { readShop } from './read-shop.ts'
import { reconcileIds } from './reconcile-ids.ts'
import { retryRejected } from './retry-rejected.ts'
import type { Activities } from './types.ts'

/** The activities of all three task queues, over their dependencies. */
export function createActivities(deps: Dependencies): Activities {
  const { log, clock } = deps
  const bulkCustomers = createBulkCustomers(clock)
  return {
    beginRun: (input) => runAttempt(log, () => beginRun(deps, input)),
    readShop: (input) => runAttempt(log, (attempt) => readShop(deps, input, attempt)),
    pullProducts: (input) =>
      runAttempt(log, (attempt) => pullEntity(deps, bulkProducts, input, attempt)),
    pullCustomers: (input) =>
      runAttempt(log, (attempt) => pullEntity(deps, bulkCustomers, input, attempt)),
    pullOrders: (input) =>
      runAttempt(log, (attempt) => pullEntity(deps, bulkOrders, input, attempt)),
    pullChanged: (input) => runAttempt(log, (attempt) => pullChanged(deps, input, attempt)),
    retryRejected: (input) => runAttempt(log, (attempt) => retryRejected(deps, input, attempt)),
    pullEvents: (input) => runAttempt(log, (attempt) => pullEvents(deps, input, attempt)),
    compareCounts: (input) => runAttempt(log, (attempt) => compareCounts(deps, input, attempt)),
    reconcileIds: (input) => runAttempt(log, (attempt) => reconcileIds(deps, input, attempt)),
    aggregate: (input) => runAttempt(log, (attempt) => aggregate(deps, input, attempt)),
    finishRun: (input) => runAttempt(log, () => finishRun(deps, input)),
    controlShop: (input) => runAttempt(log, () => controlShop(deps, input)),
    connectShop: (input) => runAttempt(log, () => connectShop(deps, input)),
    failConnection: (input) => runAttempt(log, () => failConnection(deps, input)),
    keepSubscriptions: (input) =>
      runAttempt(log, (attempt) => keepSubscriptions(deps, input, attempt)),
    compareReports: (input) => runAttempt(log, (attempt) => compareReports(deps, input, attempt)),
    writeExport: (input) => runAttempt(log, () => writeExport(deps, input)),
    forgetCustomer: (input) => runAttempt(log, (attempt) => forgetCustomer(deps, input, attempt)),
    endInstall: (input) => runAttempt(log, () => endInstall(deps, input)),
    endShop: (input) => runAttempt(log, () => endShop(deps, input)),
    eraseShop: (input) => runAttempt(log, () => eraseShop(deps, input)),
    eraseHistories: (input) => runAttempt(log, (attempt) => eraseHistories(deps, input, attempt)),
  }
}
