/**
 * The definitions of metrics.md a second time, in plain TypeScript over plain arrays. It is written
 * from that text, knows nothing of the product's code, and is right by being simple: each figure is
 * worked out from all orders, every time.
 */
export { cohorts } from './cohorts.ts'
export { countCustomers, customerFigures, orderingHistory } from './customer-figures.ts'
export { customerHistory } from './customer-history.ts'
export { customerValues } from './customer-values.ts'
export { parseAmount } from './exact.ts'
export { allProducts, productFigures } from './product-figures.ts'
export { rfmGroupOf, rfmGroups } from './rfm.ts'
export { otherCurrencies, salesFigures, salesHistory } from './sales-figures.ts'
export { countSegment, salesBySegment } from './segments.ts'
export type { Shop } from './shop.ts'
export { timeBetweenOrders } from './time-between-orders.ts'
export { countDrift } from './value-drift.ts'
