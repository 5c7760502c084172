import type { FastifyReply, FastifyRequest } from 'fastify'
import { ABSOLUTE_SECONDS } from './session-lifetime.ts'

const PLAIN = 'tidemark_session'
/** The prefix makes browsers insist on Secure, Path=/ and no Domain: no sibling host can set it. */
const SECURE = '__Host-tidemark_session'

/**
 * The session's token as the browser sent it. Over HTTPS only the protected cookie counts; over
 * plain http both do, because the dashboard's server asks on loopback with the browser's cookies.
 */
export function readSessionCookie(request: FastifyRequest): string | undefined {
  const secure = request.cookies[SECURE]
  return isHttps(request) ? secure : (secure ?? request.cookies[PLAIN])
}

/** Hands the token to the browser, unreadable for scripts and not sent along by other sites. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): void {
  const secure = isHttps(request)
  void reply.setCookie(secure ? SECURE : PLAIN, token, {
    ...attributes,
    secure,
    maxAge: ABSOLUTE_SECONDS,
  })
}

export function clearSessionCookie(reply: FastifyReply): void {
  void reply.clearCookie(SECURE, { ...attributes, secure: true })
  void reply.clearCookie(PLAIN, attributes)
}

const attributes = { path: '/', httpOnly: true, sameSite: 'lax' } as const

/** Fastify believes X-Forwarded-Proto only where TIDEMARK_TRUST_PROXY says so. */
function isHttps(request: FastifyRequest): boolean {
  return request.protocol === 'https'
}
