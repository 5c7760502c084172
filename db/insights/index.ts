/** What the API reads: one file, one question. All figures are defined in docs of their fields. */
export { coverage, type EntityCoverage } from './coverage.ts'
export { currentRun } from './current-run.ts'
export type { ExplainedGap, GapCode } from './explain-gap.ts'
export { listRuns, type SyncRun } from './list-runs.ts'
export {
  ordersHistory,
  type OrdersHistoryBucket,
  type OrdersHistoryInput,
} from './orders-history.ts'
export { type Pace, paceOf } from './pace.ts'
export type { ClosedPeriod, Period, Reversals } from './period.ts'
export { rejectedRows, type RejectedRowsInput, type SetAsideRow } from './rejected-rows.ts'
export { shopInfo, type ShopInfo } from './shop-info.ts'
export { shopStats, type Figures, type ShopStats, type ShopStatsInput } from './shop-stats.ts'
export { topCustomers, type TopCustomer } from './top-customers.ts'
export { waitingRequest, type WaitingRequest } from './waiting-request.ts'
