import type { Client } from '@temporalio/client'
import type { Db, SyncNews } from '@tidemark/db'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ApiConfig } from './config.ts'

/** What the routes work with. */
export interface Dependencies {
  config: Pick<
    ApiConfig,
    | 'appUrl'
    | 'temporalUiUrl'
    | 'trustProxy'
    | 'dashboardHandler'
    | 'logLevel'
    | 'shopifyOrigin'
    | 'shopifyApp'
    | 'keyring'
    | 'setupCode'
  >
  db: Db
  temporal: Client
  /** Without it, who watches a sync sees its end two seconds late. */
  news?: Pick<SyncNews, 'subscribe'>
}

/** Fastify whose handlers take their types from the zod schemas of the route. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** One route, in a file of its own. */
export type Route = (app: App, dependencies: Dependencies) => void
