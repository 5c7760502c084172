type Fetch = typeof globalThis.fetch

/**
 * Asks about one shop, whichever the session looks at: another tab may have chosen another one by
 * now.
 */
export function forTenant(fetch: Fetch, tenantId: string): Fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('x-tenant-id', tenantId)
    return fetch(input, { ...init, headers })
  }
}
