import { createSession, type Db, deleteSession } from '@tidemark/db'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readSessionCookie, setSessionCookie } from './session-cookie.ts'
import { ABSOLUTE_SECONDS, IDLE_SECONDS } from './session-lifetime.ts'
import { createSessionToken, hashSessionToken } from './session-token.ts'

/** Begins a session under a new token; one that the browser still held ends. */
export async function openSession(
  db: Db,
  request: FastifyRequest,
  reply: FastifyReply,
  user: { userId: string; tenantId: string | null },
): Promise<void> {
  const old = readSessionCookie(request)
  if (old) await deleteSession(db, hashSessionToken(old))
  const token = createSessionToken()
  const now = new Date()
  await createSession(db, {
    ...user,
    tokenHash: hashSessionToken(token),
    userAgent: request.headers['user-agent'] ?? null,
    idleSeconds: IDLE_SECONDS,
    expiresAt: new Date(now.getTime() + ABSOLUTE_SECONDS * 1000),
    now,
  })
  setSessionCookie(request, reply, token)
}
