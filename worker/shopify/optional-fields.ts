import { ShopifyAccessDeniedError, ShopifyError, ShopifyQueryError } from './errors.ts'
import type { Caller, ShopAnswer, ShopClient, ShopQuery } from './shop-client.ts'

/** A field that Shopify would not give: shown in the coverage, never taken for a zero. */
export type Gap = { field: string; reason: 'access denied' | 'refused' }

/** Optional fields of a query, and those among them that this connection may not have. */
export type OptionalFields = {
  /** Field name → variable that includes it. */
  variables: Readonly<Record<string, string>>
  /** Grows as fields are refused, so that each is asked for in vain only once. */
  gaps: Gap[]
}

/**
 * Asks a query whose optional fields stand behind `@include` variables. A field that is denied or
 * refused is left out and named as a gap; an error anywhere else is thrown.
 */
export async function requestWithOptional(
  client: ShopClient,
  query: ShopQuery,
  optional: OptionalFields,
  caller: Caller,
): Promise<ShopAnswer> {
  for (;;) {
    const left = leftOut(client, optional)
    const included = Object.entries(optional.variables).map(
      ([field, variable]) => [variable, !left.has(field)] as const,
    )
    const variables = { ...query.variables, ...Object.fromEntries(included) }
    try {
      return await client.request({ ...query, variables }, caller)
    } catch (error) {
      const field = refusedField(error, optional.variables)
      if (!field || optional.gaps.some((gap) => gap.field === field)) throw error
      const denied = error instanceof ShopifyAccessDeniedError
      optional.gaps.push({ field, reason: denied ? 'access denied' : 'refused' })
    }
  }
}

/** Optional fields that are not asked for: forbidden by the shop's own setting, or by Shopify. */
export function leftOut(
  { withheld = [] }: Pick<ShopClient, 'withheld'>,
  { gaps }: OptionalFields,
): Set<string> {
  return new Set([...withheld, ...gaps.map(({ field }) => field)])
}

/** A gap in words, for the run and the coverage. */
export const describeGap = ({ field, reason }: Gap): string => `${field}: ${reason}`

function refusedField(
  error: unknown,
  variables: Readonly<Record<string, string>>,
): string | undefined {
  if (!(error instanceof ShopifyError)) return undefined
  if (error instanceof ShopifyAccessDeniedError) {
    const words = error.field.split('.')
    return Object.keys(variables).find((name) => words.includes(name))
  }
  if (!(error instanceof ShopifyQueryError)) return undefined
  return Object.keys(variables).find((name) => error.path.includes(name))
}
