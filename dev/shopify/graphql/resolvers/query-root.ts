import { runShopifyql } from '../../shopifyql/run.ts'
import { listEvents } from '../../world/index.ts'
import type { Customer } from '../../world/model.ts'
import { ApiError, NotModelledError } from '../api-error.ts'
import type { RequestContext } from '../context.ts'
import { checkReports } from '../data-access.ts'
import { paginate } from '../paging/connection.ts'
import { Typed, typeResolvers } from '../resolver.ts'
import type { Arguments, Resolver } from '../resolver.ts'
import { API_VERSION } from '../schema.ts'
import { compileSearch } from '../search/compile.ts'
import { eventFields } from '../search/event-fields.ts'
import { searchFieldsOf } from '../search/fields-of.ts'
import {
  countCollection,
  customerCollection,
  listCollection,
  orderCollection,
  productCollection,
  readSortKey,
  variantCollection,
  viewsOf,
} from './collection.ts'
import { emptyConnection } from './absent.ts'
import { bulkOperations, currentBulkOperation } from './bulk-operation.ts'
import { EVENT_SORT_KEYS } from './event.ts'
import { toCount } from './list.ts'
import { findNode, findNodeOfType } from './node.ts'
import { stringConnection } from './string-connection.ts'
import { webhookSubscriptions, webhookSubscriptionsCount } from './webhook-subscription.ts'

function byId(typeName: string): Resolver<unknown> {
  return (_, args, context, info) => findNodeOfType(context, info.fieldName, args['id'], typeName)
}

/** In a list of nodes each refused one is an error of its own, and the others come. */
function findNodeOrError(context: RequestContext, field: string, id: string) {
  try {
    return findNode(context, field, id)
  } catch (error) {
    return error
  }
}

function findProductByHandle({ state }: RequestContext, handle: unknown) {
  return [...state.products.values()].find((product) => product.handle === handle) ?? null
}

function findCustomerBy({ state }: RequestContext, matches: (customer: Customer) => boolean) {
  return [...state.customers.values()].find(matches) ?? null
}

function identifierOf(args: Arguments): Record<string, unknown> {
  const identifier = (args['identifier'] ?? {}) as Record<string, unknown>
  if ('customId' in identifier) {
    throw new ApiError(
      'NOT_FOUND',
      "Metafield definition of type 'id' is required when using custom ids.",
    )
  }
  return identifier
}

/** `QueryRoot`. */
export const queryRoot = typeResolvers<unknown>({
  order: byId('Order'),
  orders: listCollection(orderCollection),
  ordersCount: countCollection(orderCollection),
  orderByIdentifier: (_, args, context, info) =>
    findNodeOfType(context, info.fieldName, identifierOf(args)['id'], 'Order'),
  refund: byId('Refund'),
  return: byId('Return'),
  customer: byId('Customer'),
  customers: listCollection(customerCollection),
  customersCount: countCollection(
    customerCollection,
    ({ state }) => searchFieldsOf(state).customersCount,
  ),
  customerByIdentifier: (_, args, context, info) => {
    const { id, emailAddress, phoneNumber } = identifierOf(args)
    if (id !== undefined) return findNodeOfType(context, info.fieldName, id, 'Customer')
    return findCustomerBy(context, ({ email, phone }) =>
      emailAddress === undefined ? phone === phoneNumber : email === emailAddress,
    )
  },
  product: byId('Product'),
  products: listCollection(productCollection),
  productsCount: countCollection(productCollection),
  productByHandle: (_, args, context) => findProductByHandle(context, args['handle']),
  productByIdentifier: (_, args, context, info) => {
    const { id, handle } = identifierOf(args)
    if (id !== undefined) return findNodeOfType(context, info.fieldName, id, 'Product')
    return findProductByHandle(context, handle)
  },
  productTags: stringConnection(({ products }) =>
    [...products.values()].flatMap(({ tags }) => tags),
  ),
  productTypes: stringConnection(({ products }) =>
    [...products.values()].map(({ productType }) => productType),
  ),
  productVendors: stringConnection(({ products }) =>
    [...products.values()].map(({ vendor }) => vendor),
  ),
  productVariant: byId('ProductVariant'),
  productVariants: listCollection(variantCollection),
  productVariantsCount: countCollection(variantCollection),
  inventoryItem: byId('InventoryItem'),
  event: (_, args, context, info) => findNode(context, info.fieldName, args['id']),
  events: (_, args, context, info) => {
    const events = listEvents(context.world, context.state)
    const valueOf = readSortKey(EVENT_SORT_KEYS, args, info)
    const name = `events ${String(args['sortKey'])}`
    return paginate(
      viewsOf(context.state).get(name, () => events, valueOf),
      {
        args,
        matches: compileSearch(eventFields, args, context, info),
        toNode: (event) => new Typed('BasicEvent', event),
      },
    )
  },
  eventsCount: (_, args, context, info) => {
    const found = compileSearch(eventFields, args, context, info)
    const events = listEvents(context.world, context.state)
    return toCount(found === undefined ? events.length : events.filter(found).length, 10_000)
  },
  bulkOperation: byId('BulkOperation'),
  bulkOperations,
  currentBulkOperation,
  webhookSubscription: byId('WebhookSubscription'),
  webhookSubscriptions,
  webhookSubscriptionsCount,
  collections: emptyConnection,
  collectionsCount: () => toCount(0),
  node: (_, args, context, info) => findNode(context, info.fieldName, args['id']),
  nodes: (_, args, context, info) =>
    (args['ids'] as string[]).map((id) => findNodeOrError(context, info.fieldName, id)),
  shop: (_, __, { state }) => state,
  shopifyqlQuery: (_, args, { state, dataAccess }, info) => {
    checkReports(dataAccess, info.fieldName)
    return runShopifyql(state, args['query'] as string)
  },
  currentAppInstallation: () => ({}),
  appInstallation: (_, args) => {
    if (typeof args['id'] === 'string') {
      throw new NotModelledError('the argument id of QueryRoot.appInstallation')
    }
    return {}
  },
  app: (_, args, context, info) =>
    args['id'] === undefined || args['id'] === null
      ? {}
      : findNodeOfType(context, info.fieldName, args['id'], 'App'),
  publicApiVersions: () => [
    { handle: API_VERSION, displayName: `${API_VERSION} (Latest)`, supported: true },
  ],
})
