import type { BulkIdsTable } from './bulk-ids.ts'
import type { BulkLinesTable } from './bulk-lines.ts'
import type { BulkReadsTable } from './bulk-reads.ts'
import type { CohortMonthsTable } from './cohort-months.ts'
import type { CountedOrdersTable, CountedSalesTable } from './counted-orders.ts'
import type { CustomerDriftTable } from './customer-drift.ts'
import type { ComplianceExportsTable, ComplianceRequestsTable } from './compliance-requests.ts'
import type { CustomerOrdersTable } from './customer-orders.ts'
import type { CustomerSpreadTable } from './customer-spread.ts'
import type { CustomerValuesTable } from './customer-values.ts'
import type { CustomersTable } from './customers.ts'
import type { DailyCustomersTable } from './daily-customers.ts'
import type { DailyOrderingTable } from './daily-ordering.ts'
import type { DailyProductSalesTable } from './daily-product-sales.ts'
import type { DailySalesTable } from './daily-sales.ts'
import type { DailySegmentSalesTable } from './daily-segment-sales.ts'
import type { DirtyCustomersTable } from './dirty-customers.ts'
import type { DirtyOrdersTable } from './dirty-orders.ts'
import type { FoldedMonthsTable } from './folded-months.ts'
import type { OrderLinesTable } from './order-lines.ts'
import type { OrderingGapMonthsTable, OrderingGapsTable } from './ordering-gaps.ts'
import type { OrdersTable } from './orders.ts'
import type { ProductMonthsTable } from './product-months.ts'
import type { ProductsTable } from './products.ts'
import type { RedactedCustomersTable } from './redacted-customers.ts'
import type { RefundsTable } from './refunds.ts'
import type { RejectedRowsTable } from './rejected-rows.ts'
import type { ReportChecksTable } from './report-checks.ts'
import type { ReportDaysTable, ReportDifferencesTable } from './report-days.ts'
import type { RollupRebuildsTable } from './rollup-rebuilds.ts'
import type { SalesTable } from './sales.ts'
import type { ShopConnectionsTable } from './shop-connections.ts'
import type { SyncCoverageTable } from './sync-coverage.ts'
import type { SyncCursorsTable } from './sync-cursors.ts'
import type { SyncRequestsTable } from './sync-requests.ts'
import type { SyncRunsTable } from './sync-runs.ts'
import type { TenantsTable } from './tenants.ts'
import type { UncomparedCustomersTable } from './uncompared-customers.ts'
import type { VariantsTable } from './variants.ts'
import type { WebhookDeliveriesTable } from './webhook-deliveries.ts'
import type { WebhookSubscriptionsTable } from './webhook-subscriptions.ts'

/** What a tenant's transaction can see. Account tables are behind functions, see `accounts/`. */
export interface Schema {
  tenants: TenantsTable
  shop_connections: ShopConnectionsTable
  sync_runs: SyncRunsTable
  sync_requests: SyncRequestsTable
  sync_cursors: SyncCursorsTable
  sync_coverage: SyncCoverageTable
  bulk_reads: BulkReadsTable
  bulk_lines: BulkLinesTable
  bulk_ids: BulkIdsTable
  rejected_rows: RejectedRowsTable
  webhook_deliveries: WebhookDeliveriesTable
  webhook_subscriptions: WebhookSubscriptionsTable
  compliance_requests: ComplianceRequestsTable
  compliance_exports: ComplianceExportsTable
  redacted_customers: RedactedCustomersTable
  products: ProductsTable
  variants: VariantsTable
  customers: CustomersTable
  orders: OrdersTable
  order_lines: OrderLinesTable
  sales: SalesTable
  refunds: RefundsTable
  daily_sales: DailySalesTable
  daily_product_sales: DailyProductSalesTable
  daily_segment_sales: DailySegmentSalesTable
  product_months: ProductMonthsTable
  folded_months: FoldedMonthsTable
  customer_values: CustomerValuesTable
  customer_spread: CustomerSpreadTable
  customer_drift: CustomerDriftTable
  customer_orders: CustomerOrdersTable
  daily_customers: DailyCustomersTable
  daily_ordering: DailyOrderingTable
  ordering_gaps: OrderingGapsTable
  ordering_gap_months: OrderingGapMonthsTable
  cohort_months: CohortMonthsTable
  dirty_customers: DirtyCustomersTable
  dirty_orders: DirtyOrdersTable
  uncompared_customers: UncomparedCustomersTable
  counted_orders: CountedOrdersTable
  counted_sales: CountedSalesTable
  report_checks: ReportChecksTable
  report_days: ReportDaysTable
  report_differences: ReportDifferencesTable
  rollup_rebuilds: RollupRebuildsTable
}

export type {
  CustomersTable,
  CustomerValuesTable,
  DailyProductSalesTable,
  DailySalesTable,
  OrdersTable,
  SalesTable,
  SyncRunsTable,
  TenantsTable,
}
export type { ProductSalesPart } from './daily-product-sales.ts'
export type { Reversals } from './daily-sales.ts'
export type { CustomerType } from './daily-segment-sales.ts'
export type { BulkPurpose, BulkWindow } from './bulk-reads.ts'
export type { CoverageGap, CoverageGapCode } from './sync-coverage.ts'
export type { ComplianceKind } from './compliance-requests.ts'
export type { ConnectionKind, TroubleCode } from './shop-connections.ts'
export type {
  RunEntities,
  RunEntityProgress,
  RunError,
  SyncRunState,
  SyncRunTrigger,
} from './sync-runs.ts'
export type { ReportFault } from './report-checks.ts'
export type { ReportMetric } from './report-days.ts'
export type { TenantStatus } from './tenants.ts'
