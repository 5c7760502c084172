/** What operators ask of a shop, noted for the next round of its sync. */
export { requestResync } from './request-resync.ts'
export { requestRetry } from './request-retry.ts'
