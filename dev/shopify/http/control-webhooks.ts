import { askToForget } from '../app/install.ts'
import { toGlobalId } from '../graphql/global-id.ts'
import { changeShop, now } from '../world/index.ts'
import type { Customer, ShopState } from '../world/model.ts'
import type { Delivery } from '../webhooks/delivery.ts'
import {
  tellDataRequest,
  tellRedaction,
  tellShopRedaction,
  tellShopUpdate,
} from '../webhooks/tell-app.ts'
import { readId } from './control-changes.ts'
import { BadRequestError } from './request.ts'
import { json } from './response.ts'
import type { Reply } from './response.ts'
import { requireShop } from './shops.ts'
import type { ServerState } from './shops.ts'

type Body = Record<string, unknown>

/**
 * The controls of webhooks.
 *
 * - `GET /_control/webhooks?shop&topic&after&bodies`: how many deliveries are under way, who subscribed,
 *   and the deliveries themselves, those after a sequence number, with `bodies=1` what was sent
 * - `POST /_control/webhooks {hold?, flush?, retrySeconds?}`: keeps everything back until `hold` is false,
 *   then sends it at once; tries everything that waits now; other pauses before the retries, as many
 *   retries as there are pauses, null for Shopify's own eight over four hours
 * - `POST /_control/redeliver {sequence, times?}`: sends one again, with its ids
 * - `POST /_control/compliance {shop, topic, customer?}`: customers/data_request, customers/redact (of which
 *   the world is not changed, see `redact`) or shop/redact at once
 * - `POST /_control/shop {shop, name?, email?, ianaTimezone?}`: changes the shop's record (shop/update)
 */
const CONTROLS: Record<string, (server: ServerState, body: Body) => unknown> = {
  'POST /_control/webhooks': ({ outbox: { deliveries } }, body) => {
    const { hold, flush, retrySeconds } = body
    if (retrySeconds !== undefined) deliveries.setRetries(readPauses(retrySeconds))
    if (typeof hold === 'boolean') deliveries.hold(hold)
    if (flush === true) deliveries.flush()
    return {
      pending: deliveries.countPending(),
      held: deliveries.isHeld(),
      retrySeconds: deliveries.retrySeconds,
    }
  },
  'POST /_control/redeliver': ({ outbox: { deliveries } }, body) => {
    const { sequence, times = 1 } = body
    const found = deliveries.list().find((delivery) => delivery.sequence === sequence)
    if (found === undefined) throw new BadRequestError('There is no delivery of that sequence.')
    if (typeof times !== 'number') throw new BadRequestError('times must be a number.')
    deliveries.again(found, times)
    return describeDelivery(found)
  },
  'POST /_control/compliance': askCompliance,
  'POST /_control/shop': (server, body) => {
    const state = requireShop(server, body['shop'])
    const record: Record<string, string> = {}
    for (const name of ['name', 'email', 'ianaTimezone']) {
      const value = body[name]
      if (value === undefined) continue
      if (typeof value !== 'string') throw new BadRequestError(`${name} must be a text.`)
      record[name] = value
    }
    if (record['ianaTimezone'] !== undefined && !isTimeZone(record['ianaTimezone'])) {
      throw new BadRequestError('ianaTimezone must be a zone such as Europe/Berlin.')
    }
    changeShop(server.world, state.shop.domain, record)
    server.outbox.emit(state, [tellShopUpdate(state)], now(server.world))
    const { name, email, ianaTimezone } = state.shop
    return { name, email, ianaTimezone }
  },
}

/** Whether `answerWebhookControl` answers a method and path. */
export function isWebhookControl(route: string): boolean {
  return Object.hasOwn(CONTROLS, route)
}

/** @throws BadRequestError for what cannot be read or is not there */
export function answerWebhookControl(server: ServerState, route: string, body: Body): Reply {
  return json(200, CONTROLS[route]?.(server, body))
}

/** `GET /_control/webhooks`. */
export function answerWebhookLog(server: ServerState, parameters: URLSearchParams): Reply {
  const { outbox, store } = server
  const name = parameters.get('shop')
  const shop = name === null ? null : requireShop(server, name).shop.domain
  const topic = parameters.get('topic')
  const after = Number(parameters.get('after') ?? 0)
  const withBodies = parameters.get('bodies') === '1'
  const deliveries = outbox.deliveries
    .list()
    .filter((one) => (shop ?? one.shop) === one.shop && (topic ?? one.topic) === one.topic)
    .filter(({ sequence }) => sequence > after)
  return json(200, {
    pending: outbox.deliveries.countPending(),
    held: outbox.deliveries.isHeld(),
    retrySeconds: outbox.deliveries.retrySeconds,
    subscriptions: Object.entries(store.partners.subscriptions)
      .filter(([domain]) => (shop ?? domain) === domain)
      .flatMap(([domain, own]) =>
        own.map(({ id, topic: subscribed, uri, clientId }) => ({
          shop: domain,
          id: toGlobalId('WebhookSubscription', id),
          topic: subscribed,
          uri,
          clientId,
        })),
      ),
    deliveries: deliveries.map((delivery) => ({
      ...describeDelivery(delivery),
      ...(withBodies && { body: JSON.parse(delivery.body) as unknown }),
    })),
  })
}

function describeDelivery(delivery: Delivery) {
  const { body: _, clientId: __, mischief: ___, attempts, subscriptionId, ...rest } = delivery
  return {
    ...rest,
    subscriptionId:
      subscriptionId === null ? null : toGlobalId('WebhookSubscription', subscriptionId),
    attempts,
    lastStatus: attempts.at(-1)?.status ?? null,
  }
}

function askCompliance(server: ServerState, body: Body) {
  const state = requireShop(server, body['shop'])
  const { topic } = body
  const at = now(server.world)
  if (topic === 'shop/redact') {
    const due = askToForget(server, state.shop.domain)
    if (due.length === 0) server.outbox.emit(state, [tellShopRedaction(state)], at)
  } else if (topic === 'customers/data_request') {
    const customer = requireCustomer(state, body)
    server.outbox.emit(state, [tellDataRequest(state, customer, at / 1000)], at)
  } else if (topic === 'customers/redact') {
    server.outbox.emit(state, [tellRedaction(state, requireCustomer(state, body))], at)
  } else {
    throw new BadRequestError(
      'topic must be customers/data_request, customers/redact or shop/redact.',
    )
  }
  return { pending: server.outbox.deliveries.countPending() }
}

function requireCustomer({ shop, customers }: ShopState, body: Body): Customer {
  const id = readId(body, 'customer', 'Customer')
  const customer = customers.get(id)
  if (customer === undefined) throw new BadRequestError(`${shop.domain} has no customer ${id}.`)
  return customer
}

function readPauses(value: unknown): readonly number[] | null {
  if (value === null) return null
  if (Array.isArray(value) && value.every((item) => typeof item === 'number' && item >= 0)) {
    return value as number[]
  }
  throw new BadRequestError('retrySeconds must be a list of seconds, or null.')
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
