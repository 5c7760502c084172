import type { FastifyRequest } from 'fastify'
import { foreignOrigin } from '../problems/problems.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a change that a page of another site sends with the user's cookie. Browsers say where a
 * request comes from; programs say nothing and pass, for they hold no one else's cookie.
 */
export function refuseForeignOrigin(request: FastifyRequest, appUrl: string | undefined): void {
  if (SAFE.has(request.method)) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return
    throw foreignOrigin()
  }
  const { origin } = request.headers
  if (origin === undefined || origin === appUrl) return
  // The scheme is left out: behind a proxy that ends TLS, and is not trusted, ours is http.
  if (!URL.canParse(origin) || new URL(origin).host !== request.host) throw foreignOrigin()
}
