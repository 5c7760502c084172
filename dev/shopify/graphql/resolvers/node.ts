import { isObjectType } from 'graphql'
import type { Order } from '../../world/model.ts'
import { ApiError, NotModelledError } from '../api-error.ts'
import { checkTypeAccess } from '../access.ts'
import type { RequestContext } from '../context.ts'
import { parseGlobalId } from '../global-id.ts'
import { Typed } from '../resolver.ts'
import { loadAdminSchema } from '../schema.ts'
import { findCustomer, findOrder, findProduct, findVariant, isVisible } from '../visibility.ts'
import { isInstalledApp } from './app.ts'
import { toAddress } from './address.ts'

type Find = (context: RequestContext, id: number) => unknown

/** Looks through the orders for something that belongs to one. */
function inOrders<Part extends { id: number }>(
  partsOf: (order: Order) => readonly Part[],
  toSource: (order: Order, part: Part) => unknown,
): Find {
  return (context, id) => {
    for (const order of context.state.orders.values()) {
      const part = partsOf(order).find((candidate) => candidate.id === id)
      if (part !== undefined) return isVisible(order, context) ? toSource(order, part) : null
    }
    return null
  }
}

const dutiesOf = ({ lineItems }: Order) => lineItems.flatMap(({ duties }) => duties)
const addressesOf = ({ billingAddress, shippingAddress }: Order) =>
  [billingAddress, shippingAddress].filter((address) => address !== null)

const FINDERS: Record<string, Find> = {
  Order: findOrder,
  Customer: findCustomer,
  Product: findProduct,
  ProductVariant: findVariant,
  Shop: ({ state }, id) => (state.shop.id === id ? state : null),
  App: (_, id) => (isInstalledApp(id) ? {} : null),
  AppInstallation: ({ state }, id) => (state.shop.id === id ? {} : null),
  BulkOperation: ({ bulk, state }, id) => bulk.find(state, id),
  WebhookSubscription: (context, id) => context.subscriptions.find(context, id),
  BasicEvent: ({ state }, id) => state.events.find((event) => event.id === id) ?? null,
  InventoryItem: ({ state }, id) =>
    [...state.variants.values()].find((variant) => variant.inventoryItemId === id) ?? null,
  ProductOption: ({ state }, id) =>
    [...state.products.values()]
      .flatMap(({ options }) => options)
      .find((option) => option.id === id) ?? null,
  MailingAddress: (context, id) => {
    const customers = [...context.state.customers.values()]
    const address = customers.flatMap(({ addresses }) => addresses).find((one) => one.id === id)
    if (address !== undefined) return toAddress(address, 'CustomerAddress')
    return inOrders(addressesOf, (_, found) => toAddress(found, 'Address'))(context, id)
  },
  LineItem: inOrders(
    ({ lineItems }) => lineItems,
    (order, line) => ({ order, line }),
  ),
  Refund: inOrders(
    ({ refunds }) => refunds,
    (order, refund) => ({ order, refund }),
  ),
  Return: inOrders(
    ({ returns }) => returns,
    (order, found) => ({ order, return: found }),
  ),
  OrderTransaction: inOrders(
    ({ transactions }) => transactions,
    (order, transaction) => ({ order, transaction }),
  ),
  Fulfillment: inOrders(
    ({ fulfillments }) => fulfillments,
    (order, fulfillment) => ({ order, fulfillment }),
  ),
  AdditionalFee: inOrders(
    ({ additionalFees }) => additionalFees,
    (order, fee) => ({ order, fee }),
  ),
  Duty: inOrders(dutiesOf, (order, duty) => ({ order, duty })),
  RefundShippingLine: inOrders(
    ({ refunds }) => refunds.flatMap(({ refundShippingLines }) => refundShippingLines),
    (order, refunded) => ({ order, refunded }),
  ),
  OrderAdjustment: inOrders(
    ({ refunds }) => refunds.flatMap(({ orderAdjustments }) => orderAdjustments),
    (order, adjustment) => ({ order, adjustment }),
  ),
}

/**
 * Whatever a global id stands for, or null where nothing does.
 * @throws ApiError RESOURCE_NOT_FOUND for a type that is no node, ACCESS_DENIED without its scope
 */
export function findNode(context: RequestContext, field: string, globalId: unknown): Typed | null {
  const parsed = parseGlobalId(String(globalId))
  const type = parsed && loadAdminSchema().schema.getType(parsed.type)
  const isNode = isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node')
  if (parsed === undefined || !isNode) {
    throw new ApiError('RESOURCE_NOT_FOUND', `Invalid id: ${String(globalId)}`)
  }
  checkTypeAccess(context.scopes, field, parsed.type)
  const find = FINDERS[parsed.type]
  if (find === undefined) throw new NotModelledError(`nodes of type ${parsed.type}`)
  const value = find(context, parsed.id)
  return value === null ? null : new Typed(parsed.type, value)
}

/** The same, of one type that the field has in its name: `refund(id:)`. */
export function findNodeOfType(
  context: RequestContext,
  field: string,
  globalId: unknown,
  typeName: string,
): unknown {
  if (parseGlobalId(String(globalId))?.type !== typeName) {
    throw new ApiError('RESOURCE_NOT_FOUND', `Invalid id: ${String(globalId)}`)
  }
  return findNode(context, field, globalId)?.value ?? null
}
