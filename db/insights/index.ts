/** What the API reads: one file, one question. All figures are defined in docs of their fields. */
export { type CohortCell, cohorts } from './cohorts.ts'
export { coverage, type EntityCoverage } from './coverage.ts'
export { type CurrencySales, currencySales } from './currency-sales.ts'
export { currentRun } from './current-run.ts'
export { customerCounts } from './customer-counts.ts'
export { customerDrift, type DriftInterval } from './customer-drift.ts'
export { type CustomerFigures, customerFigures } from './customer-figures.ts'
export { customerHistory } from './customer-history.ts'
export type { CustomerPlace, CustomerSort } from './customer-order.ts'
export { type CustomerOrder, customerOrders } from './customer-orders.ts'
export { searchCustomers } from './customer-search.ts'
export { dailyTotals } from './daily-totals.ts'
export {
  DATE_BASES,
  type Definition,
  type DefinitionId,
  definitions,
  definitionsVersion,
  type Switch,
  SWITCHES,
} from './definitions/index.ts'
export { earlierProductSales } from './earlier-product-sales.ts'
export type { ExplainedGap, GapCode } from './explain-gap.ts'
export type { Filters } from './filters.ts'
export { findCustomer, type FoundCustomer } from './find-customer.ts'
export { findOrder, type FoundOrder } from './find-order.ts'
export { type CustomerFigure, listCustomers } from './list-customers.ts'
export { listGroup, type GroupSort } from './list-group.ts'
export { listOrders, type OrderListRow } from './list-orders.ts'
export { listRuns, type RunPlace, type SyncRun } from './list-runs.ts'
export {
  type ComparedPeriod,
  type Interval,
  ordersHistory,
  type OrdersHistoryBucket,
  type OrdersHistoryInput,
} from './orders-history.ts'
export { type OrderAgreement, orderAgreements, type OrderSale } from './order-agreements.ts'
export type { OrderFilters } from './order-conditions.ts'
export { type OrderLine, orderLines } from './order-lines.ts'
export { type OrderRefund, orderRefunds } from './order-refunds.ts'
export type { OrderPlace, OrderSort } from './order-sort.ts'
export { type OrderingBucket, orderingHistory } from './ordering-history.ts'
export { addAmounts, minorDigits, toAmount } from './money.ts'
export { type Pace, paceOf } from './pace.ts'
export type { ClosedPeriod, Period, Reversals } from './period.ts'
export { productFilters, type ProductFilters } from './product-filters.ts'
export { productHistory, type ProductHistoryBucket } from './product-history.ts'
export { productInfo, type ProductInfo } from './product-info.ts'
export type { ProductMeasures } from './product-measures.ts'
export type { ProductPlace, ProductSort } from './product-order.ts'
export {
  type ProductRow,
  type ProductSales,
  productSales,
  type ProductSalesInput,
} from './product-sales.ts'
export { productVariants, type VariantRow } from './product-variants.ts'
export {
  type RejectedPlace,
  rejectedRows,
  type RejectedRowsInput,
  type SetAsideRow,
} from './rejected-rows.ts'
export { type ComparedDay, reportProof } from './report-proof.ts'
export { salesByProduct, type ProductShare, type SalesByProductInput } from './sales-by-product.ts'
export {
  salesBySegment,
  type SalesBySegmentInput,
  type Segment,
  type SegmentFigures,
} from './sales-by-segment.ts'
export { salesFilters, type SalesFilters } from './sales-filters.ts'
export { salesFigures, type SalesFigures, type SalesFiguresInput } from './sales-figures.ts'
export { rfmCutOffs } from './rfm-cut-offs.ts'
export { RFM_RULES, type RfmCutOffs, type ScoredGroup } from './rfm-group.ts'
export { rfmGroups } from './rfm-groups.ts'
export { searchOrders } from './search-orders.ts'
export { shopInfo, type ShopInfo } from './shop-info.ts'
export { shopStats, type Figures, type ShopStats, type ShopStatsInput } from './shop-stats.ts'
export { timeBetweenOrders } from './time-between-orders.ts'
export { topCustomers, type TopCustomer } from './top-customers.ts'
export { untoldWhoOrdered } from './untold-who-ordered.ts'
export { uncountedCustomers } from './uncounted-customers.ts'
export { waitingRequest, type WaitingRequest } from './waiting-request.ts'
