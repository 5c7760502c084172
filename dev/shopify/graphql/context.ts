import type { Instant, ShopState, World } from '../world/model.ts'
import type { BulkOperations } from '../bulk/operations.ts'
import type { DataAccess } from '../app/data-access.ts'
import type { Subscriptions } from '../webhooks/subscriptions.ts'
import type { SearchReport } from './search/report.ts'

/** What every resolver of one request may look at. */
export interface RequestContext {
  world: World
  state: ShopState
  /** The world's time when the request came. */
  now: Instant
  /** The app whose token was sent. */
  clientId: string
  /** Scopes of the token that was sent, as granted. */
  scopes: readonly string[]
  /** What of the customers' data the app was approved for. */
  dataAccess: DataAccess
  /** Filled while resolving: how each `query:` argument was read. */
  searches: SearchReport[]
  /** The request asked to see how every search was read (`Shopify-Search-Query-Debug: 1`). */
  searchDebug: boolean
  bulk: BulkOperations
  subscriptions: Subscriptions
  /** Where the server was reached, for addresses in answers: "http://127.0.0.1:9400". */
  origin: string
}
