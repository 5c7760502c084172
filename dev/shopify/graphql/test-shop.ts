import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPartnerStore } from '../app/partner-store.ts'
import { noMischief } from '../bulk/bulk-operation.ts'
import { BulkOperations } from '../bulk/operations.ts'
import type { DataAccess } from '../app/data-access.ts'
import { Outbox } from '../webhooks/outbox.ts'
import { Subscriptions } from '../webhooks/subscriptions.ts'
import { createWorld, now } from '../world/index.ts'
import type { ShopState, World } from '../world/model.ts'
import { Bucket } from './cost/bucket.ts'
import { serveGraphql } from './serve.ts'
import type { GraphqlResponse } from './serve.ts'

type Data = Record<string, unknown>

/** How a test asks differently from an app with every scope and an endless budget. */
interface AskOptions {
  scopes?: readonly string[]
  dataAccess?: DataAccess
  bucket?: Bucket
  operationName?: string
  costDebug?: boolean
  searchDebug?: boolean
}

/** A small shop in memory and a way to ask its GraphQL server. */
export interface TestShop {
  world: World
  state: ShopState
  bulk: BulkOperations
  ask: (
    query: string,
    variables?: Record<string, unknown>,
    options?: AskOptions,
  ) => Promise<GraphqlResponse>
}

const SCOPES = [
  'read_all_orders',
  'read_customers',
  'read_inventory',
  'read_orders',
  'read_products',
  'read_returns',
]

/** Makes one of the demo shops, about 200 orders big, for tests. */
export function createTestShop(domain = 'harbor-goods.myshopify.com'): TestShop {
  const anchor = new Date('2026-11-01T00:00:00Z')
  const world = createWorld({ seed: 11, anchor, shops: [domain], scale: 0.01 })
  world.clock.frozenAt = world.settledAt
  const state = world.shops.get(domain)
  const bulk = new BulkOperations({
    world,
    folder: join(tmpdir(), `tidemark-bulk-${randomUUID()}`),
    drawRefusal: () => ({ denied: false, refusal: null }),
    drawMischief: noMischief,
    sliceMs: 0,
  })
  const store = openPartnerStore(world, null, undefined)
  const interfere = () => ({
    dropped: true,
    copies: 1,
    delayMs: 0,
    signature: 'right' as const,
    slowMs: 0,
  })
  const subscriptions = new Subscriptions(store, new Outbox({ world, store, interfere }))
  if (state === undefined) throw new Error(`The world has no shop ${domain}`)
  return {
    world,
    state,
    bulk,
    ask: (query, variables = {}, options = {}) =>
      serveGraphql(
        { query, variables, operationName: options.operationName ?? null },
        {
          bucket: options.bucket ?? new Bucket({ maximumAvailable: 1e9, restoreRate: 1e9 }),
          costDebug: options.costDebug ?? false,
          context: {
            world,
            state,
            now: now(world),
            clientId: world.appClientId,
            dataAccess: options.dataAccess ?? 'level2',
            scopes: options.scopes ?? SCOPES,
            searches: [],
            searchDebug: options.searchDebug ?? false,
            bulk,
            subscriptions,
            origin: 'http://127.0.0.1:9400',
          },
        },
      ),
  }
}

/** What stands at a path of an answer that must have come without errors. */
export function at(response: GraphqlResponse, ...path: (string | number)[]): unknown {
  if (response.errors !== undefined) throw new Error(JSON.stringify(response.errors))
  return path.reduce<unknown>((value, key) => (value as Data)[key], response.data)
}

/** The numeric ids of a connection's nodes. */
export function idsOf(response: GraphqlResponse, root: string): number[] {
  const nodes = at(response, root, 'nodes') as { legacyResourceId: string }[]
  return nodes.map((node) => Number(node.legacyResourceId))
}

/** Reads a connection to its end with a query whose `$after` pages. */
export async function readAll(
  ask: TestShop['ask'],
  query: string,
  path: (string | number)[],
): Promise<Data[]> {
  const nodes: Data[] = []
  let after: unknown = null
  for (;;) {
    const connection = at(await ask(query, { after }), ...path) as {
      nodes: Data[]
      pageInfo: { hasNextPage: boolean; endCursor: string }
    }
    nodes.push(...connection.nodes)
    if (!connection.pageInfo.hasNextPage) return nodes
    after = connection.pageInfo.endCursor
  }
}
