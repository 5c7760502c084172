import type { Route } from '../dependencies.ts'
import { cohortsExport } from './cohorts.ts'
import { coverageExport } from './coverage.ts'
import { customerDriftAgesExport } from './customer-drift-ages.ts'
import { customerDriftSizesExport } from './customer-drift-sizes.ts'
import { customerDriftExport } from './customer-drift.ts'
import { customerHistoryExport } from './customer-history.ts'
import { customerOrdersExport } from './customer-orders.ts'
import { customersExport } from './customers.ts'
import { figuresExport } from './figures.ts'
import { orderLedgerExport } from './order-ledger.ts'
import { orderLinesExport } from './order-lines.ts'
import { ordersExport } from './orders.ts'
import { productHistoryExport } from './product-history.ts'
import { productVariantsExport } from './product-variants.ts'
import { productsExport } from './products.ts'
import { proofExport } from './proof.ts'
import { rejectedExport } from './rejected.ts'
import { rfmCutOffsExport } from './rfm-cut-offs.ts'
import { rfmExport } from './rfm.ts'
import { salesOverTimeExport } from './sales-over-time.ts'
import { salesExport } from './sales.ts'
import { shopsExport } from './shops.ts'
import { syncsExport } from './syncs.ts'
import { timeBetweenOrdersExport } from './time-between-orders.ts'
import { topCustomersExport } from './top-customers.ts'

/** Every table that can be had as a CSV file. */
export const exportRoutes: Route[] = [
  shopsExport,
  figuresExport,
  salesOverTimeExport,
  salesExport,
  ordersExport,
  orderLedgerExport,
  orderLinesExport,
  productsExport,
  productHistoryExport,
  productVariantsExport,
  customersExport,
  topCustomersExport,
  customerOrdersExport,
  customerHistoryExport,
  customerDriftExport,
  customerDriftSizesExport,
  customerDriftAgesExport,
  rfmExport,
  rfmCutOffsExport,
  timeBetweenOrdersExport,
  cohortsExport,
  proofExport,
  syncsExport,
  coverageExport,
  rejectedExport,
]
