type Address = Pick<URL, 'pathname' | 'search'> & Partial<Pick<URL, 'hash'>>

/** Where to sign in, coming back to this address afterwards. */
export function signInPath({ pathname, search, hash = '' }: Address): string {
  const here = `${pathname}${search}${hash}`
  return here === '/' ? '/login' : `/login?next=${encodeURIComponent(here)}`
}

/** The address that sign-in was asked to come back to; only ever a page of this dashboard. */
export function readNext(query: Pick<URLSearchParams, 'get'>): string {
  const next = query.get('next')
  if (next === null || !next.startsWith('/')) return '/'
  const base = 'http://tidemark.invalid'
  if (!URL.canParse(next, base)) return '/'
  const { origin, pathname, search, hash } = new URL(next, base)
  if (origin !== base || pathname.startsWith('//')) return '/'
  const elsewhere = /^\/(login|api)(\/|$)/.test(pathname)
  return elsewhere ? '/' : `${pathname}${search}${hash}`
}
