import type { GraphQLFieldResolver, GraphQLResolveInfo, GraphQLTypeResolver } from 'graphql'
import { checkFieldAccess } from './access.ts'
import { NotModelledError } from './api-error.ts'
import type { RequestContext } from './context.ts'
import { checkObjects, checkPersonalField } from './data-access.ts'

/** A field's arguments, coerced by graphql-js to what the schema says. */
export type Arguments = Record<string, unknown>

/** Answers one field of a value. */
export type Resolver<Source> = (
  source: Source,
  args: Arguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
) => unknown

/** The fields of one type that the stand-in models; all others are refused by name. */
export type TypeResolvers = ReadonlyMap<string, Resolver<unknown>>

/** Declares a type's resolvers over the value they read from. */
export function typeResolvers<Source>(fields: Record<string, Resolver<Source>>): TypeResolvers {
  return new Map(Object.entries(fields)) as unknown as TypeResolvers
}

/** A value of an interface or union, together with its concrete type. */
export class Typed {
  readonly typeName: string
  readonly value: unknown

  constructor(typeName: string, value: unknown) {
    this.typeName = typeName
    this.value = value
  }
}

/** The resolver that graphql-js calls for every field, over the given maps by type name. */
export function createFieldResolver(
  types: ReadonlyMap<string, TypeResolvers>,
): GraphQLFieldResolver<unknown, RequestContext, Arguments> {
  return (source, args, context, info) => {
    const { parentType, fieldName, returnType } = info
    checkFieldAccess(context.scopes, parentType, fieldName, returnType)
    checkPersonalField(context.dataAccess, parentType.name, fieldName)
    const value = source instanceof Typed ? source.value : source
    const resolver = types.get(parentType.name)?.get(fieldName)
    let answer: unknown
    if (resolver !== undefined) answer = resolver(value, args, context, info)
    else if (isPlain(parentType.name) && hasKey(value, fieldName)) answer = value[fieldName]
    else throw new NotModelledError(`${parentType.name}.${fieldName}`)
    checkObjects(context.dataAccess, returnType, answer)
    return answer
  }
}

/**
 * Reads a field of a small type without a resolver from a value that already has its form.
 * @throws NotModelledError for a field of any other type
 */
export function readField(typeName: string, fieldName: string): Resolver<unknown> {
  if (!isPlain(typeName)) throw new NotModelledError(`${typeName}.${fieldName}`)
  return (value) => {
    if (hasKey(value, fieldName)) return value[fieldName]
    throw new NotModelledError(`${typeName}.${fieldName}`)
  }
}

/** Connections, edges and other small types resolve from objects that already have their form. */
function isPlain(typeName: string): boolean {
  return /(Connection|Edge)$/.test(typeName) || PLAIN.has(typeName)
}

const PLAIN = new Set([
  'AccessScope',
  'ApiVersion',
  'Attribute',
  'BulkOperationCancelPayload',
  'BulkOperationRunQueryPayload',
  'BulkOperationUserError',
  'CashRoundingAdjustment',
  'Count',
  'CustomerEmailMarketingConsentState',
  'CustomerMergeable',
  'CustomerStatistics',
  'FulfillmentTrackingInfo',
  'MoneyBag',
  'MoneyV2',
  'OrderRiskSummary',
  'PageInfo',
  'PricingPercentageValue',
  'ProductPriceRangeV2',
  'SelectedOption',
  'ShopPlan',
  'ShopResourceLimits',
  'ShopifyqlQueryResponse',
  'ShopifyqlTableData',
  'ShopifyqlTableDataColumn',
  'UserError',
  'WebhookHttpEndpoint',
  'WebhookSubscriptionCreatePayload',
  'WebhookSubscriptionDeletePayload',
  'WebhookSubscriptionUpdatePayload',
  'Weight',
])

function hasKey(value: unknown, key: string): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && key in value
}

/** Tells graphql-js the concrete type of a `Typed` value. */
export const typeResolver: GraphQLTypeResolver<unknown, RequestContext> = (
  value,
  _context,
  _info,
  abstractType,
) => {
  if (value instanceof Typed) return value.typeName
  throw new NotModelledError(`a value of ${abstractType.name}`)
}
