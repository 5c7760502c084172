/**
 * The access that Tidemark asks a shop for, and why:
 * orders, also those older than 60 days; customers and their merging; products.
 */
export const WANTED_SCOPES = [
  'read_orders',
  'read_all_orders',
  'read_customers',
  'read_customer_merge',
  'read_products',
] as const

/** Which of the wanted scopes were not granted. Whoever may write may read. */
export function missingScopes(granted: readonly string[]): string[] {
  const has = new Set(granted.flatMap((scope) => [scope, scope.replace(/^write_/, 'read_')]))
  return WANTED_SCOPES.filter((scope) => !has.has(scope))
}
