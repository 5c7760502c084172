import type { Route } from '../dependencies.ts'
import { exportRoutes } from '../export/index.ts'
import { chooseTenantRoute } from './choose-tenant.ts'
import { controlShopRoute } from './control-shop.ts'
import { claimRoute } from './claim.ts'
import { connectOptionsRoute } from './connect-options.ts'
import { connectRequestRoute } from './connect-request.ts'
import { cohortsRoute } from './cohorts.ts'
import { connectRoute } from './connect.ts'
import { connectionSettingsRoute } from './connection-settings.ts'
import { connectionRoute } from './connection.ts'
import { coverageRoute } from './coverage.ts'
import { customerDriftRoute } from './customer-drift.ts'
import { customerRoute } from './customer.ts'
import { customersRoute } from './customers.ts'
import { definitionsRoute } from './definitions.ts'
import { exportsRoute } from './exports.ts'
import { healthRoute } from './health.ts'
import { installRoute } from './install.ts'
import { installCallbackRoute } from './install-callback.ts'
import { loginRoute } from './login.ts'
import { logoutRoute } from './logout.ts'
import { membersRoute, removeMemberRoute } from './members.ts'
import { openapiDocumentRoute } from './openapi-document.ts'
import { orderListRoute } from './order-list.ts'
import { orderRoute } from './order.ts'
import { ordersRoute } from './orders.ts'
import { passwordRoute } from './password.ts'
import { productFiltersRoute } from './product-filters.ts'
import { productRoute } from './product.ts'
import { productsRoute } from './products.ts'
import { proofRoute } from './proof.ts'
import { rejectedRoute } from './rejected.ts'
import { rfmRoute } from './rfm.ts'
import { sessionRoute } from './session.ts'
import { setupRoute } from './setup.ts'
import { setupStateRoute } from './setup-state.ts'
import { shopRoute } from './shop.ts'
import { shopSettingsRoute } from './shop-settings.ts'
import { shopsOverviewRoute } from './shops-overview.ts'
import { statsRoute } from './stats.ts'
import { salesFiltersRoute } from './sales-filters.ts'
import { salesRoute } from './sales.ts'
import { syncEventsRoute } from './sync-events.ts'
import { syncNowRoute } from './sync-now.ts'
import { syncStateRoute } from './sync-state.ts'
import { timeBetweenOrdersRoute } from './time-between-orders.ts'
import { topCustomersRoute } from './top-customers.ts'
import { webhookHealthRoute } from './webhook-health.ts'
import { webhooksRoute } from './webhooks.ts'

/** The API's table of contents. */
export const routes: Route[] = [
  // account
  loginRoute,
  logoutRoute,
  passwordRoute,
  sessionRoute,
  chooseTenantRoute,
  setupStateRoute,
  setupRoute,
  membersRoute,
  removeMemberRoute,
  // connection
  installRoute,
  installCallbackRoute,
  connectOptionsRoute,
  connectRoute,
  connectRequestRoute,
  claimRoute,
  connectionRoute,
  connectionSettingsRoute,
  webhookHealthRoute,
  // figures
  definitionsRoute,
  shopRoute,
  shopSettingsRoute,
  shopsOverviewRoute,
  statsRoute,
  ordersRoute,
  orderListRoute,
  orderRoute,
  salesRoute,
  salesFiltersRoute,
  customersRoute,
  topCustomersRoute,
  customerDriftRoute,
  rfmRoute,
  timeBetweenOrdersRoute,
  customerRoute,
  cohortsRoute,
  productsRoute,
  productFiltersRoute,
  productRoute,
  proofRoute,
  // the same as files
  ...exportRoutes,
  // sync
  syncNowRoute,
  syncStateRoute,
  syncEventsRoute,
  controlShopRoute,
  coverageRoute,
  rejectedRoute,
  // service
  healthRoute,
  openapiDocumentRoute,
  // Shopify
  exportsRoute,
  webhooksRoute,
]
