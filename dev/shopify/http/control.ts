import type { IncomingMessage } from 'node:http'
import { askToForget } from '../app/install.ts'
import { truth } from '../truth/index.ts'
import { addOrder, now, randomChanges, setClock, WorldInputError } from '../world/index.ts'
import type { BulkOperation } from '../bulk/bulk-operation.ts'
import { toGlobalId } from '../graphql/global-id.ts'
import { answerAppControl, describeInstallation, isAppControl } from './control-app.ts'
import { answerChange, isChange } from './control-changes.ts'
import { answerWebhookControl, answerWebhookLog, isWebhookControl } from './control-webhooks.ts'
import { readFaultRules } from './fault-rules.ts'
import { BadRequestError, readJsonObject } from './request.ts'
import { json } from './response.ts'
import type { Reply } from './response.ts'
import { bucketOf, requireShop } from './shops.ts'
import type { ServerState } from './shops.ts'

/**
 * What tests and the demo ask of the stand-in itself; `shop` is a domain or a handle, times are ISO,
 * things are named by their global id or, where the kind is clear, by its number.
 *
 * - `GET /_truth?shop&from&to`: the true figures, of one shop or of all
 * - `GET /_control/state`: clock, faults, the partner's app; each shop's tokens, its own app's
 *   credentials, its installation of the partner's app, counts, requests served and bulk operations
 *   with their downloads
 * - `POST /_control/clock {frozen?, now?, advanceSeconds?}`: freezes, sets or advances the time
 * - `POST /_control/changes {shop?, count, seed}`: random changes of all kinds, told in the answer
 * - `POST /_control/order {shop, total, customer?}`: one order over exactly this total
 * - `POST /_control/stamp {shop, orders}`: gives the oldest orders one `updatedAt`, now
 * - `POST /_control/edit {shop, order}`: changes one order, its `updatedAt` and its total with it
 * - `POST /_control/delete {shop, id}`: an order, customer without orders, product or variant
 * - `POST /_control/merge {shop, from, into}`: two customers
 * - `POST /_control/redact {shop, customer}`: forgets a customer, whose orders have none any more (customers/redact)
 * - `POST /_control/token {shop, scopes, expiresInSeconds?}`: a token with these scopes, valid for ever when not told
 * - `POST /_control/plan {shop, restoreRate}`: another rate limit, with a bucket of twenty times that
 * - `POST /_control/faults {shop?, seed?, rules: [FaultRule]}`: misbehaves from now on
 * - `DELETE /_control/faults?shop`: behaves again
 *
 * `control-app.ts` lists those of the app, its installations and its tokens, `control-webhooks.ts`
 * those of webhooks.
 */
export async function answerControl(
  server: ServerState,
  url: URL,
  request: IncomingMessage,
): Promise<Reply> {
  const route = `${request.method ?? 'GET'} ${url.pathname.replace(/\/$/, '')}`
  try {
    switch (route) {
      case 'GET /_truth':
        return answerTruth(server, url.searchParams)
      case 'GET /_control/state':
        return json(200, describeState(server))
      case 'POST /_control/clock':
        return answerClock(server, await readJsonObject(request))
      case 'POST /_control/changes':
        return answerChanges(server, await readJsonObject(request))
      case 'POST /_control/order':
        return answerOrder(server, await readJsonObject(request))
      case 'POST /_control/faults':
        return answerFaults(server, await readJsonObject(request))
      case 'DELETE /_control/faults':
        server.faults.clear(optionalShop(server, url.searchParams.get('shop')))
        return json(200, { faults: server.faults.list() })
      case 'GET /_control/webhooks':
        return answerWebhookLog(server, url.searchParams)
      default:
        if (isWebhookControl(route)) {
          return answerWebhookControl(server, route, await readJsonObject(request))
        }
        if (isAppControl(route)) {
          return answerAppControl(server, route, await readJsonObject(request))
        }
        if (isChange(route)) return answerChange(server, route, await readJsonObject(request))
        return json(404, { error: `The stand-in has no ${route}.` })
    }
  } catch (error) {
    if (error instanceof WorldInputError) throw new BadRequestError(error.message)
    throw error
  }
}

function optionalShop(server: ServerState, name: unknown): string | null {
  return name === undefined || name === null ? null : requireShop(server, name).shop.domain
}

function answerTruth(server: ServerState, parameters: URLSearchParams): Reply {
  const asOf = now(server.world)
  const [from, to] = [parameters.get('from'), parameters.get('to')]
  const range = { ...(from !== null && { from }), ...(to !== null && { to }) }
  const name = parameters.get('shop')
  if (name !== null) return json(200, truth(requireShop(server, name), asOf, range))
  const shops = Array.from(server.world.shops.values(), (state) => truth(state, asOf, range))
  return json(200, { asOf: new Date(asOf).toISOString(), shops })
}

function answerClock(server: ServerState, body: Record<string, unknown>): Reply {
  const { frozen, now: moment, advanceSeconds } = body
  const date = typeof moment === 'string' ? new Date(moment) : undefined
  if (moment !== undefined && (date === undefined || Number.isNaN(date.getTime()))) {
    throw new BadRequestError('now must be a time such as 2026-11-23T10:00:00Z.')
  }
  if (frozen !== undefined && typeof frozen !== 'boolean') {
    throw new BadRequestError('frozen must be true or false.')
  }
  if (advanceSeconds !== undefined && typeof advanceSeconds !== 'number') {
    throw new BadRequestError('advanceSeconds must be a number.')
  }
  const before = now(server.world)
  setClock(server.world, {
    ...(frozen !== undefined && { frozen }),
    ...(date !== undefined && { now: date }),
    ...(advanceSeconds !== undefined && { advanceSeconds }),
  })
  server.outbox.deliveries.advance(now(server.world) - before)
  askToForget(server, null)
  return json(200, describeClock(server))
}

function answerChanges(server: ServerState, body: Record<string, unknown>): Reply {
  const { count = 1, seed = 1 } = body
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > 100_000) {
    throw new BadRequestError('count must be a whole number up to 100000.')
  }
  if (typeof seed !== 'number') throw new BadRequestError('seed must be a number.')
  now(server.world)
  const shop = optionalShop(server, body['shop'])
  return json(200, { changes: randomChanges(server.world, shop, count, seed) })
}

function answerOrder(server: ServerState, body: Record<string, unknown>): Reply {
  const { shop } = requireShop(server, body['shop'])
  const { total, customer } = body
  if (typeof total !== 'string') throw new BadRequestError('total must be a text such as "19.90".')
  const customerId = customer === undefined ? undefined : Number(/\d+$/.exec(String(customer))?.[0])
  if (Number.isNaN(customerId)) throw new BadRequestError('customer must be a customer id.')
  now(server.world)
  const order = addOrder(server.world, shop.domain, {
    total,
    ...(customerId !== undefined && { customerId }),
  })
  return json(200, { id: toGlobalId('Order', order.id), name: order.name })
}

function answerFaults(server: ServerState, body: Record<string, unknown>): Reply {
  const seed = typeof body['seed'] === 'number' ? body['seed'] : server.world.seed
  server.faults.add(optionalShop(server, body['shop']), readFaultRules(body['rules']), seed)
  return json(200, { faults: server.faults.list() })
}

function describeClock({ world }: ServerState) {
  const time = now(world)
  return { now: new Date(time).toISOString(), frozen: world.clock.frozenAt !== null }
}

function describeBulk({ bulk }: ServerState, operation: BulkOperation) {
  const { id, query, groupObjects, errorCode, file, createdAt, completedAt, downloads } = operation
  return {
    id: toGlobalId('BulkOperation', id),
    status: bulk.statusOf(operation),
    errorCode,
    query,
    groupObjects,
    ...bulk.countsOf(operation),
    fileSize: file?.size ?? null,
    createdAt: new Date(createdAt).toISOString(),
    completedAt: completedAt === null ? null : new Date(completedAt).toISOString(),
    downloads,
  }
}

function describeState(server: ServerState) {
  return {
    ...describeClock(server),
    seed: server.world.seed,
    anchor: new Date(server.world.anchor).toISOString(),
    faults: server.faults.list(),
    app: server.store.partners.app,
    shops: Array.from(server.world.shops.values(), (state) => ({
      domain: state.shop.domain,
      handle: state.shop.handle,
      name: state.shop.name,
      currencyCode: state.shop.currencyCode,
      ianaTimezone: state.shop.ianaTimezone,
      clientId: state.shop.clientId,
      clientSecret: state.shop.clientSecret,
      trouble: server.store.partners.troubles[state.shop.domain] ?? null,
      dataAccess: server.store.partners.dataAccess[state.shop.domain] ?? 'level2',
      installation: describeInstallation(server.store.partners.installations[state.shop.domain]),
      tokens: Array.from(state.accessTokens.values(), ({ token, scopes, expiresAt }) => ({
        token,
        scopes,
        expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      })),
      counts: {
        orders: state.orders.size,
        customers: state.customers.size,
        products: state.products.size,
        variants: state.variants.size,
        events: state.events.length,
      },
      throttleStatus: bucketOf(server, state).status(),
      points: bucketOf(server, state).totals(),
      requests: server.requests.get(state.shop.domain) ?? 0,
      bulkOperations: server.bulk.list(state).map((operation) => describeBulk(server, operation)),
    })),
  }
}
