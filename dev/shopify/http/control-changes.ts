import { changeChosen, grantToken, now, setPlan } from '../world/index.ts'
import type { ShopEvent, ShopState } from '../world/model.ts'
import { tellRedaction } from '../webhooks/tell-app.ts'
import { parseGlobalId, toGlobalId } from '../graphql/global-id.ts'
import { BadRequestError } from './request.ts'
import { json } from './response.ts'
import type { Reply } from './response.ts'
import { bucketOf, requireShop } from './shops.ts'
import type { ServerState } from './shops.ts'

type Body = Record<string, unknown>
type Answer = (server: ServerState, state: ShopState, body: Body) => unknown

const SUBJECT_TYPES: Record<string, ShopEvent['subjectType']> = {
  Order: 'ORDER',
  Customer: 'CUSTOMER',
  Product: 'PRODUCT',
  ProductVariant: 'PRODUCT_VARIANT',
}

/** The controls that change one chosen thing of a shop. */
const CHANGES: Record<string, Answer> = {
  'POST /_control/stamp': ({ world }, { shop, orders, roster }, body) => {
    const count = readCount(body, 'orders')
    changeChosen(world, shop.domain, { change: 'stamp', orders: count })
    const [id = 0] = roster.orders
    const updatedAt = toIso(orders.get(id)?.updatedAt ?? now(world))
    return { orders: Math.min(count, orders.size), updatedAt }
  },
  'POST /_control/edit': ({ world }, { shop, orders }, body) => {
    const orderId = readId(body, 'order', 'Order')
    changeChosen(world, shop.domain, { change: 'edit', orderId })
    const order = orders.get(orderId)
    if (order === undefined) throw new Error(`Order ${orderId} is gone`)
    const updatedAt = toIso(order.updatedAt)
    return { id: toGlobalId('Order', orderId), name: order.name, updatedAt }
  },
  'POST /_control/delete': ({ world }, { shop }, body) => {
    const { type, id } = parseGlobalId(String(body['id'])) ?? { type: '', id: Number.NaN }
    const subjectType = SUBJECT_TYPES[type]
    if (subjectType === undefined || Number.isNaN(id)) {
      throw new BadRequestError(
        `id must be a global id of ${Object.keys(SUBJECT_TYPES).join(', ')}.`,
      )
    }
    changeChosen(world, shop.domain, { change: 'delete', subjectType, id })
    return { deleted: toGlobalId(type, id) }
  },
  'POST /_control/merge': ({ world }, { shop, customers }, body) => {
    const from = readId(body, 'from', 'Customer')
    const into = readId(body, 'into', 'Customer')
    const moved = customers.get(from)?.orderIds.length ?? 0
    changeChosen(world, shop.domain, { change: 'merge', from, into })
    return {
      survivor: toGlobalId('Customer', into),
      gone: toGlobalId('Customer', from),
      orders: moved,
    }
  },
  'POST /_control/redact': ({ world, outbox }, state, body) => {
    const { shop, customers } = state
    const customerId = readId(body, 'customer', 'Customer')
    const customer = customers.get(customerId)
    const orders = customer?.orderIds.length ?? 0
    const events = customer === undefined ? [] : [tellRedaction(state, customer)]
    changeChosen(world, shop.domain, { change: 'redact', customerId })
    outbox.emit(state, events, now(world))
    return { redacted: toGlobalId('Customer', customerId), orders }
  },
  'POST /_control/token': ({ world }, { shop }, body) => {
    const { scopes, expiresInSeconds = null } = body
    if (!Array.isArray(scopes) || scopes.some((scope) => typeof scope !== 'string')) {
      throw new BadRequestError('scopes must be a list of texts such as "read_orders".')
    }
    if (expiresInSeconds !== null && typeof expiresInSeconds !== 'number') {
      throw new BadRequestError('expiresInSeconds must be a number.')
    }
    const lifetimeMs = expiresInSeconds === null ? null : expiresInSeconds * 1000
    const granted = grantToken(world, shop.domain, scopes as string[], lifetimeMs)
    const { token, expiresAt } = granted
    return {
      token,
      scopes: granted.scopes,
      expiresAt: expiresAt === null ? null : toIso(expiresAt),
    }
  },
  'POST /_control/plan': (server, state, body) => {
    const restoreRate = readCount(body, 'restoreRate')
    setPlan(server.world, state.shop.domain, restoreRate)
    server.buckets.delete(state.shop.domain)
    return { throttleStatus: bucketOf(server, state).status() }
  },
}

/** Whether `answerChange` answers a method and path. */
export function isChange(route: string): boolean {
  return Object.hasOwn(CHANGES, route)
}

/**
 * Answers a control that changes one chosen thing; everything but the clock's time is in the body.
 * @throws WorldInputError for what is not there, BadRequestError for what cannot be read
 */
export function answerChange(server: ServerState, route: string, body: Body): Reply {
  const state = requireShop(server, body['shop'])
  now(server.world)
  return json(200, CHANGES[route]?.(server, state, body))
}

function toIso(at: number): string {
  return new Date(at).toISOString()
}

function readCount(body: Body, name: string): number {
  const value = body[name]
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value
  throw new BadRequestError(`${name} must be a whole number from 1.`)
}

export function readId(body: Body, name: string, type: 'Order' | 'Customer'): number {
  const value = String(body[name])
  const parsed = parseGlobalId(value)
  const id = parsed?.type === type ? parsed.id : /^\d+$/.test(value) ? Number(value) : Number.NaN
  if (!Number.isNaN(id)) return id
  throw new BadRequestError(
    `${name} must be the id of ${type === 'Order' ? 'an order' : 'a customer'}.`,
  )
}
