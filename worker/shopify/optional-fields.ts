import { ShopifyAccessDeniedError, ShopifyError, ShopifyQueryError } from './errors.ts'
import type { Caller, ShopAnswer, ShopClient, ShopQuery } from './shop-client.ts'

/** A field that Shopify would not give: shown in the coverage, never taken for a zero. */
export type Gap = { field: string; reason: 'access denied' | 'refused' }

/**
 * Asks a query whose optional fields stand behind `@include` variables. A field that is denied or
 * refused is left out and named as a gap; an error anywhere else is thrown.
 * @param optional field name → variable that includes it
 */
export async function requestWithOptional(
  client: ShopClient,
  query: ShopQuery,
  optional: Readonly<Record<string, string>>,
  caller: Caller,
): Promise<ShopAnswer & { gaps: Gap[] }> {
  const variables: Record<string, unknown> = { ...query.variables }
  const gaps: Gap[] = []
  for (;;) {
    try {
      return { ...(await client.request({ ...query, variables }, caller)), gaps }
    } catch (error) {
      const field = refusedField(error, optional)
      if (!field || variables[optional[field] ?? ''] === false) throw error
      variables[optional[field] ?? ''] = false
      const denied = error instanceof ShopifyAccessDeniedError
      gaps.push({ field, reason: denied ? 'access denied' : 'refused' })
    }
  }
}

function refusedField(
  error: unknown,
  optional: Readonly<Record<string, string>>,
): string | undefined {
  if (!(error instanceof ShopifyError)) return undefined
  if (error instanceof ShopifyAccessDeniedError) {
    const words = error.field.split('.')
    return Object.keys(optional).find((name) => words.includes(name))
  }
  if (!(error instanceof ShopifyQueryError)) return undefined
  return Object.keys(optional).find((name) => error.path.includes(name))
}
