import type { GraphQLResolveInfo } from 'graphql'
import type { Customer, Order, Product, ShopState, Variant } from '../../world/model.ts'
import { NotModelledError } from '../api-error.ts'
import type { RequestContext } from '../context.ts'
import { paginate } from '../paging/connection.ts'
import type { SortValue } from '../paging/cursor.ts'
import { SortedViews } from '../paging/sorted-view.ts'
import type { Arguments, Resolver } from '../resolver.ts'
import { compileSearch } from '../search/compile.ts'
import type { SearchFields } from '../search/compile.ts'
import { searchFieldsOf } from '../search/fields-of.ts'
import { isVisible } from '../visibility.ts'
import { toCount } from './list.ts'

/** What a kind of object can be sorted by, under the names of its sort keys. */
export type SortKeys<Row> = Readonly<Record<string, (row: Row) => SortValue>>

/** A kind of object that the root lists and counts. */
export interface Collection<Row extends { id: number }> {
  name: string
  rowsOf: (state: ShopState) => ReadonlyMap<number, Row>
  sortKeys: SortKeys<Row>
  searchFields: (context: RequestContext) => SearchFields<Row>
  isVisible: (row: Row, context: RequestContext) => boolean
}

/** `orders`. */
export const orderCollection: Collection<Order> = {
  name: 'orders',
  rowsOf: (state) => state.orders,
  sortKeys: {
    CREATED_AT: ({ createdAt }) => createdAt,
    CURRENT_TOTAL_PRICE: ({ totals }) => totals.currentTotalPrice.shop,
    FINANCIAL_STATUS: ({ financialStatus }) => financialStatus,
    FULFILLMENT_STATUS: ({ fulfillmentStatus }) => fulfillmentStatus,
    ID: ({ id }) => id,
    ORDER_NUMBER: ({ number }) => number,
    PROCESSED_AT: ({ processedAt }) => processedAt,
    TOTAL_ITEMS_QUANTITY: ({ totals }) => totals.subtotalLineItemsQuantity,
    TOTAL_PRICE: ({ totals }) => totals.totalPrice.shop,
    UPDATED_AT: ({ updatedAt }) => updatedAt,
  },
  searchFields: ({ state }) => searchFieldsOf(state).orders,
  isVisible,
}

/** `customers`. */
export const customerCollection: Collection<Customer> = {
  name: 'customers',
  rowsOf: (state) => state.customers,
  sortKeys: {
    CREATED_AT: ({ createdAt }) => createdAt,
    ID: ({ id }) => id,
    NAME: ({ firstName, lastName }) => `${lastName ?? ''}, ${firstName ?? ''}`.toLowerCase(),
    UPDATED_AT: ({ updatedAt }) => updatedAt,
  },
  searchFields: ({ state }) => searchFieldsOf(state).customers,
  isVisible: () => true,
}

/** `products`. */
export const productCollection: Collection<Product> = {
  name: 'products',
  rowsOf: (state) => state.products,
  sortKeys: {
    CREATED_AT: ({ createdAt }) => createdAt,
    ID: ({ id }) => id,
    PRODUCT_TYPE: ({ productType }) => productType.toLowerCase(),
    PUBLISHED_AT: ({ publishedAt }) => publishedAt ?? 0,
    TITLE: ({ title }) => title.toLowerCase(),
    UPDATED_AT: ({ updatedAt }) => updatedAt,
    VENDOR: ({ vendor }) => vendor.toLowerCase(),
  },
  searchFields: ({ state }) => searchFieldsOf(state).products,
  isVisible: () => true,
}

/** `productVariants`. */
export const variantCollection: Collection<Variant> = {
  name: 'productVariants',
  rowsOf: (state) => state.variants,
  sortKeys: {
    ID: ({ id }) => id,
    INVENTORY_QUANTITY: ({ inventoryQuantity }) => inventoryQuantity,
    POSITION: ({ position }) => position,
    SKU: ({ sku }) => sku ?? '',
    TITLE: ({ title }) => title.toLowerCase(),
  },
  searchFields: ({ state }) => searchFieldsOf(state).variants,
  isVisible: () => true,
}

const views = new WeakMap<ShopState, SortedViews>()

/** The sorted lists of a shop. */
export function viewsOf(state: ShopState): SortedViews {
  let own = views.get(state)
  if (own === undefined) views.set(state, (own = new SortedViews()))
  return own
}

/** What the `sortKey` argument sorts by; the schema fills in its default. */
export function readSortKey<Row>(
  keys: SortKeys<Row>,
  args: Arguments,
  info: GraphQLResolveInfo,
): (row: Row) => SortValue {
  const name = String(args['sortKey'] ?? 'ID')
  const valueOf = keys[name]
  if (valueOf === undefined) {
    throw new NotModelledError(`the sort key ${name} of ${info.parentType.name}.${info.fieldName}`)
  }
  return valueOf
}

function refuseSavedSearch(args: Arguments): void {
  if (typeof args['savedSearchId'] === 'string') throw new NotModelledError('saved searches')
}

/** A root list over everything of a kind. */
export function listCollection<Row extends { id: number }>(
  collection: Collection<Row>,
): Resolver<unknown> {
  return (_, args, context, info) => {
    refuseSavedSearch(args)
    const rows = collection.rowsOf(context.state)
    const valueOf = readSortKey(collection.sortKeys, args, info)
    const name = `${collection.name} ${String(args['sortKey'])}`
    const list = viewsOf(context.state).get(name, () => rows.values(), valueOf)
    const found = compileSearch(collection.searchFields(context), args, context, info)
    return paginate(list, {
      args,
      matches: (row) => collection.isVisible(row, context) && (found === undefined || found(row)),
      toNode: (row) => row,
    })
  }
}

/** A root count of everything of a kind. */
export function countCollection<Row extends { id: number }>(
  collection: Collection<Row>,
  searchFields?: (context: RequestContext) => SearchFields<Row>,
): Resolver<unknown> {
  return (_, args, context, info) => {
    refuseSavedSearch(args)
    const fields = (searchFields ?? collection.searchFields)(context)
    const found = compileSearch(fields, args, context, info)
    let count = 0
    for (const row of collection.rowsOf(context.state).values()) {
      if (collection.isVisible(row, context) && (found === undefined || found(row))) count += 1
    }
    return toCount(count, args['limit'])
  }
}
