/** What the worker writes about mirrored data. Free functions on a tenant's transaction, all set-based. */
export type * from './inputs.ts'
export {
  FencedError,
  loadCursor,
  raiseFence,
  saveCursor,
  type CursorEntity,
  type SyncCursor,
} from './cursors.ts'
export { ingestOrders } from './orders.ts'
export { OrderStage } from './order-stage.ts'
export type { IngestOptions } from './prepare-batch.ts'
export { ingestAllowedCustomers as ingestCustomers } from './allowed-customers.ts'
export { ingestProducts } from './products.ts'
export { hasRepeats } from './input-faults.ts'
export { isBalanced } from './ledger-difference.ts'
export { sumMoney } from './money.ts'
export { saveCoverage, noteComparison, type CoverageChange } from './coverage.ts'
export { saveShopInfo } from './shop-info.ts'
export { markDeleted } from './deletions.ts'
export { countMirrored } from './mirrored-counts.ts'
export { findMissingIds, listMirroredIds } from './mirrored-ids.ts'
export { listOrphanedOrders, type OrphanedOrder } from './orphaned-orders.ts'
export { reassignCustomers, type CustomerAssignment } from './reassign-customers.ts'
export {
  countRejected,
  listRetries,
  rejectRows,
  resolveRejected,
  settleRetries,
} from './rejected-rows.ts'
export {
  countDirty,
  refreshRollups,
  type RefreshLimits,
  type RefreshResult,
  type Waiting,
} from './rollups.ts'
export { rebuildRollups } from './rebuild-rollups.ts'
export {
  compareRollups,
  type DifferentRow,
  type RollupComparison,
  type RollupsComparison,
} from './compare-rollups.ts'
export { foldProductMonths, type FoldLimits } from './fold-product-months.ts'
export { verifyRollups, type RollupDifference } from './verify-rollups.ts'
