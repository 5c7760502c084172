/** Where to sign in, coming back to this address afterwards. */
export function signInPath(url: Pick<URL, 'pathname' | 'search'>): string {
  const here = `${url.pathname}${url.search}`
  return here === '/' ? '/login' : `/login?next=${encodeURIComponent(here)}`
}

/** The address that sign-in was asked to come back to; only ever a page of this dashboard. */
export function readNext(query: Pick<URLSearchParams, 'get'>): string {
  const next = query.get('next')
  if (next === null || !next.startsWith('/')) return '/'
  const base = 'http://tidemark.invalid'
  if (!URL.canParse(next, base)) return '/'
  const { origin, pathname, search } = new URL(next, base)
  if (origin !== base || pathname.startsWith('//')) return '/'
  const elsewhere = /^\/(login|api)(\/|$)/.test(pathname)
  return elsewhere ? '/' : `${pathname}${search}`
}
