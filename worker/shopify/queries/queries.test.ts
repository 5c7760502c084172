import { readdirSync } from 'node:fs'
import {
  type DocumentNode,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  getNullableType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  type GraphQLCompositeType,
  isInterfaceType,
  validate,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { loadSchema } from '../../testing/admin-schema.ts'
import { connectionCost, MAX_PAGE_SIZE, MAX_QUERY_COST } from '../query-cost.ts'
import * as customers from './customers.graphql.ts'
import * as events from './events.graphql.ts'
import * as ids from './ids.graphql.ts'
import * as inner from './order-inner.graphql.ts'
import * as orders from './orders.graphql.ts'
import * as products from './products.graphql.ts'
import * as report from './report.graphql.ts'
import * as shop from './shop.graphql.ts'
import * as webhooks from './webhooks.graphql.ts'

const schema = loadSchema()

type Planned = [name: string, document: string, planned: number, first?: number]

/** A query in each of its page sizes. */
const inPages = (
  name: string,
  document: string,
  cost: (first: number) => number,
  sizes: readonly number[],
): Planned[] => sizes.map((first) => [`${name}, ${first} a page`, document, cost(first), first])

const queries: Planned[] = [
  ...inPages('orders', orders.ORDERS, orders.ordersCost, orders.ORDER_PAGE_SIZES),
  ['orders by id', orders.ORDERS_BY_ID, orders.ordersByIdCost],
  ['lines of an order', inner.ORDER_LINES, inner.orderLinesCost],
  ['agreements of an order', inner.ORDER_AGREEMENTS, inner.orderAgreementsCost],
  ['sales of an agreement', inner.AGREEMENT_SALES, inner.agreementSalesCost],
  ...inPages(
    'customers',
    customers.CUSTOMERS,
    customers.customersCost,
    customers.CUSTOMER_PAGE_SIZES,
  ),
  ['customers by id', customers.CUSTOMERS_BY_ID, customers.customersByIdCost],
  ...inPages('products', products.PRODUCTS, products.productsCost, products.PRODUCT_PAGE_SIZES),
  ['products by id', products.PRODUCTS_BY_ID, products.productsByIdCost],
  ['variants of a product', products.PRODUCT_VARIANTS, products.productVariantsCost],
  ['the shop', shop.SHOP, shop.shopCost],
  ['counts', shop.COUNTS, shop.countsCost],
  ['webhook subscriptions', webhooks.WEBHOOK_SUBSCRIPTIONS, webhooks.webhookSubscriptionsCost],
  ['a report', report.REPORT, report.reportCost],
  ['destroy events', events.DESTROY_EVENTS, events.destroyEventsCost],
  ['order ids', ids.ORDER_IDS, ids.orderIdsCost],
  ['customer ids', ids.CUSTOMER_IDS, ids.idsCost],
  ['product ids', ids.PRODUCT_IDS, ids.idsCost],
  ['customers of orders', ids.ORDER_CUSTOMERS, ids.orderCustomersCost],
  ['what is still there', ids.STILL_THERE, ids.stillThereCost],
]

describe.each(queries)('the query for %s', (_name, text, planned, first) => {
  const document = parse(text)

  it('is valid in the Admin API', () => {
    expect(validate(schema, document).map(({ message }) => message)).toEqual([])
  })

  it('costs what we plan with, and less than the limit', () => {
    expect(planned).toBe(requestedCost(document, first ?? 0))
    expect(planned).toBeLessThan(MAX_QUERY_COST)
  })

  it('asks for no personal detail but a name and the country of an address', () => {
    const rest = text.replaceAll(
      /displayAddress @include\(if: \$withAddress\) \{ countryCodeV2 \}/g,
      '',
    )
    expect(rest.replaceAll('$withAddress: Boolean!', '')).not.toMatch(
      /email|phone|address|firstName|lastName|\bnote\b|clientIp/i,
    )
  })
})

it('no query of this folder can cost more than Shopify allows, in its largest pages', async () => {
  const ending = '.graphql.ts'
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(ending))
  const names = files.map((file) => file.slice(0, -ending.length))
  const modules = await Promise.all(
    names.map((name) => import(`./${name}.graphql.ts`) as Promise<Record<string, unknown>>),
  )
  const documents = modules.flatMap((module) =>
    Object.values(module).filter(
      (value) => typeof value === 'string' && /^#graphql\s+query /.test(value),
    ),
  )
  expect(documents.length).toBeGreaterThanOrEqual(queries.length / 2)
  for (const text of documents) {
    expect(requestedCost(parse(String(text)), MAX_PAGE_SIZE)).toBeLessThanOrEqual(MAX_QUERY_COST)
  }
})

it('a Standard plan’s bucket holds two of the largest pages, so that one can be fetched ahead', () => {
  expect(2 * orders.ordersCost(MAX_PAGE_SIZE)).toBeLessThanOrEqual(2000)
})

it('every type that knows an order line is asked for it', () => {
  const sale = schema.getType('Sale')
  if (!isInterfaceType(sale)) throw new Error('Sale is no interface any more')
  const withLine = schema
    .getPossibleTypes(sale)
    .filter((type) => 'lineItem' in type.getFields())
    .map(({ name }) => name)
  for (const name of withLine) expect(orders.ORDERS).toContain(`... on ${name} { lineItem { id } }`)
})

/** Shopify's formula over the parsed query: the planned costs are sums written by hand. */
function requestedCost(document: DocumentNode, first: number): number {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  )

  /** Cost of the selected fields, by the concrete type that they apply to. */
  function selectionCost(type: GraphQLCompositeType, set: SelectionSetNode): number {
    if (!isAbstractType(type)) return fieldsCost(type, set)
    const costs = schema.getPossibleTypes(type).map((possible) => fieldsCost(possible, set))
    return Math.max(...costs)
  }

  function fieldsCost(type: GraphQLCompositeType, set: SelectionSetNode): number {
    return set.selections.reduce((sum, node) => {
      if (node.kind === Kind.FIELD) {
        if (!isObjectType(type)) return sum
        const field = type.getFields()[node.name.value]
        const named = field && getNamedType(field.type)
        if (!field || !isCompositeType(named) || !node.selectionSet) return sum
        if (/^Money(Bag|V2)$/.test(named.name)) return sum
        if (field.name.endsWith('Count') && type.name === 'QueryRoot') return sum + 10
        if (!named.name.endsWith('Connection')) {
          return sum + 1 + selectionCost(named, node.selectionSet)
        }
        const size = node.arguments?.find(({ name }) => name.value === 'first')?.value
        const n = size?.kind === Kind.INT ? Number(size.value) : first
        return sum + connectionCost(n, childrenCost(named, node.selectionSet) - 1)
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value)
      const condition = fragment?.typeCondition?.name.value
      const target = condition ? schema.getType(condition) : type
      if (!fragment || !isCompositeType(target)) return sum
      const applies =
        target === type ||
        (isAbstractType(target) && isObjectType(type) && schema.isSubType(target, type))
      return applies ? sum + fieldsCost(type, fragment.selectionSet) : sum
    }, 0)
  }

  /** `edges` is free, `node` and `nodes` are the object, `pageInfo` is free. */
  function childrenCost(connection: GraphQLCompositeType, set: SelectionSetNode): number {
    return set.selections.reduce((sum, node) => {
      if (node.kind !== Kind.FIELD || !node.selectionSet || node.name.value === 'pageInfo')
        return sum
      const field = isObjectType(connection) && connection.getFields()[node.name.value]
      const named = field && getNamedType(field.type)
      if (!field || !isCompositeType(named)) return sum
      if (node.name.value === 'edges') return sum + childrenCost(named, node.selectionSet)
      if (!/^nodes?$/.test(node.name.value)) return sum
      if (isListType(getNullableType(field.type)) !== (node.name.value === 'nodes')) return sum
      return sum + 1 + selectionCost(named, node.selectionSet)
    }, 0)
  }

  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)
  const root = schema.getQueryType()
  return operation && root ? fieldsCost(root, operation.selectionSet) : 0
}
