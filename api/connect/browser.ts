import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

const PLAIN = 'tidemark_connect'
const SECURE = '__Host-tidemark_connect'
const HOUR = 60 * 60

/** Knows a browser again that is about to connect a shop, signed in or not. */
export function readBrowser(request: FastifyRequest): Buffer | null {
  const token = tokenOf(request)
  return token === undefined ? null : hashOf(token)
}

/** The same, giving the browser a cookie where it has none. Tabs of one browser share it. */
export function knowBrowser(request: FastifyRequest, reply: FastifyReply): Buffer {
  const token = tokenOf(request) ?? randomBytes(32).toString('base64url')
  const secure = request.protocol === 'https'
  // Lax: it must come back with the browser from Shopify's page.
  void reply.setCookie(secure ? SECURE : PLAIN, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: HOUR,
  })
  return hashOf(token)
}

function tokenOf({ cookies, protocol }: FastifyRequest): string | undefined {
  const token = protocol === 'https' ? cookies[SECURE] : (cookies[SECURE] ?? cookies[PLAIN])
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined
}

/** What the database knows a browser, or a `state`, by. */
export const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()
