/** What the API reads: one file, one question. All figures are defined in docs of their fields. */
export { currentRun } from './current-run.ts'
export { listRuns, type SyncRun } from './list-runs.ts'
export {
  ordersHistory,
  type OrdersHistoryBucket,
  type OrdersHistoryInput,
} from './orders-history.ts'
export type { ClosedPeriod, Period, Reversals } from './period.ts'
export { shopInfo, type ShopInfo } from './shop-info.ts'
export { shopStats, type Figures, type ShopStats, type ShopStatsInput } from './shop-stats.ts'
export { topCustomers, type TopCustomer } from './top-customers.ts'
export { waitingRequest, type WaitingRequest } from './waiting-request.ts'
