import { getNamedType, isAbstractType, isLeafType, isObjectType } from 'graphql'
import type { GraphQLNamedType, GraphQLObjectType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { loadAdminSchema } from '../schema.ts'
import { createTestShop } from '../test-shop.ts'
import { modelledTypes } from './index.ts'

const { schema, accessRows } = loadAdminSchema()
const scopes = [...new Set(accessRows.flatMap(({ offlineScopes }) => offlineScopes))]

const PLAIN_FIELDS: Record<string, string[]> = {
  MoneyBag: ['shopMoney', 'presentmentMoney'],
  MoneyV2: ['amount', 'currencyCode'],
  PageInfo: ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'],
  Count: ['count', 'precision'],
  SelectedOption: ['name', 'value', 'optionValue'],
  Weight: ['unit', 'value'],
  CashRoundingAdjustment: ['paymentSet', 'refundSet'],
  ProductPriceRangeV2: ['minVariantPrice', 'maxVariantPrice'],
  AccessScope: ['handle', 'description'],
  ShopPlan: ['displayName', 'publicDisplayName', 'partnerDevelopment', 'shopifyPlus'],
  ShopResourceLimits: ['maxProductOptions', 'maxProductVariants', 'redirectLimitReached'],
  FulfillmentTrackingInfo: ['company', 'number', 'url'],
  PricingPercentageValue: ['percentage'],
  CustomerEmailMarketingConsentState: ['marketingState', 'marketingOptInLevel', 'consentUpdatedAt'],
  CustomerMergeable: ['isMergeable', 'errorFields', 'reason'],
  CustomerStatistics: ['predictedSpendTier', 'rfmGroup'],
  OrderRiskSummary: ['recommendation'],
  ApiVersion: ['handle', 'displayName', 'supported'],
}

/** Everything that is modelled of a type, connections with two rows, no deeper than `depth`. */
function select(type: GraphQLNamedType | undefined, depth: number): string {
  if (isAbstractType(type)) {
    const parts = schema
      .getPossibleTypes(type)
      .filter(({ name }) => modelledTypes.has(name) || name in PLAIN_FIELDS)
      .map((possible) => `... on ${possible.name} ${select(possible, depth)}`)
    return `{ __typename ${parts.join(' ')} }`
  }
  if (!isObjectType(type)) return ''
  if (type.name.endsWith('Connection')) return `{ nodes ${select(nodeTypeOf(type), depth)} }`
  return `{ __typename ${listFields(type, depth).join(' ')} }`
}

function nodeTypeOf(type: GraphQLObjectType): GraphQLNamedType | undefined {
  return getNamedType(type.getFields()['nodes']?.type)
}

/** The modelled fields, each under a name of its own type, so that types never have to agree. */
function listFields(type: GraphQLObjectType, depth: number): string[] {
  const names = modelledTypes.get(type.name)?.keys() ?? PLAIN_FIELDS[type.name] ?? []
  return Array.from(names).flatMap((name) => {
    const field = type.getFields()[name]
    const fieldType = getNamedType(field?.type)
    if (field === undefined || REQUIRED_ARGUMENTS.has(name)) return []
    const alias = `${type.name}_${name}: ${name}`
    if (isLeafType(fieldType)) return [alias]
    if (depth === 0 || !isModelled(fieldType))
      return [`${alias}${paging(fieldType)} { __typename }`]
    return [`${alias}${paging(fieldType)} ${select(fieldType, depth - 1)}`]
  })
}

function paging(type: GraphQLNamedType | undefined): string {
  return type?.name.endsWith('Connection') === true ? '(first: 2)' : ''
}

/** False for types of which this world has nothing, such as metafields: nothing to select there. */
function isModelled(type: GraphQLNamedType | undefined): boolean {
  if (!isObjectType(type)) return type !== undefined
  const node = type.name.endsWith('Connection') ? nodeTypeOf(type) : type
  if (!isObjectType(node)) return node !== undefined
  return modelledTypes.has(node.name) || node.name in PLAIN_FIELDS
}

/** Fields that cannot be asked without naming something. */
const REQUIRED_ARGUMENTS = new Set(['metafield', 'translations'])

describe('the modelled fields', () => {
  test('are all fields of the real schema', () => {
    const unknown: string[] = []
    for (const [typeName, fields] of modelledTypes) {
      const type = schema.getType(typeName)
      if (!isObjectType(type)) {
        unknown.push(typeName)
      } else if (!/(Sale|Agreement|Application|Fee)$/.test(typeName)) {
        for (const name of fields.keys()) {
          if (!(name in type.getFields())) unknown.push(`${typeName}.${name}`)
        }
      }
    }
    expect(unknown).toEqual([])
  })

  test.each(['harbor-goods', 'lindenhof-keramik', 'kumo-tea'])(
    'resolve without an error in %s',
    async (handle) => {
      const { ask } = createTestShop(`${handle}.myshopify.com`)
      const roots = {
        Order: 'orders(first: 60, reverse: true)',
        Customer: 'customers(first: 20)',
        Product: 'products(first: 20)',
        ProductVariant: 'productVariants(first: 20)',
      }
      for (const [typeName, root] of Object.entries(roots)) {
        const type = schema.getType(typeName)
        for (const field of isObjectType(type) ? listFields(type, 3) : []) {
          const { errors = [] } = await ask(`{ ${root} { nodes { ${field} } } }`, {}, { scopes })
          const said = new Set(errors.map(({ message }) => message))
          expect([...said].filter((message) => !message.startsWith('Query cost'))).toEqual([])
        }
      }
      for (const root of ['shop', 'currentAppInstallation', 'app', 'events(first: 20)']) {
        const field = schema.getQueryType()?.getFields()[root.replace(/\(.*/, '')]
        const { errors } = await ask(
          `{ ${root} ${select(getNamedType(field?.type), 1)} }`,
          {},
          { scopes },
        )
        expect(errors).toBeUndefined()
      }
    },
  )
})
