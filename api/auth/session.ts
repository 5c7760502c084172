import { type AccountSession, type Db, findSession } from '@tidemark/db'
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { lookOnly, notSignedIn, noSuchShop } from '../problems/problems.ts'
import { readSessionCookie } from './session-cookie.ts'
import { hashSessionToken } from './session-token.ts'

const sessions = new WeakMap<FastifyRequest, AccountSession>()

/** Hook for routes that are for signed-in people only; runs before the input is looked at. */
export function signedIn(db: Db): onRequestAsyncHookHandler {
  return async (request) => {
    const session = await findSignedIn(db, request)
    if (!session) throw notSignedIn()
    sessions.set(request, session)
  }
}

/** The session of a request to a route that is for everybody, if there is one. */
export async function findSignedIn(
  db: Db,
  request: FastifyRequest,
): Promise<AccountSession | undefined> {
  const token = readSessionCookie(request)
  return token === undefined ? undefined : await findSession(db, hashSessionToken(token))
}

/** The session of a request to a route with the hook `signedIn`. */
export function sessionOf(request: FastifyRequest): AccountSession {
  const session = sessions.get(request)
  if (!session) throw new Error('The route lacks the hook signedIn')
  return session
}

/**
 * The shop that a request is about: X-Tenant-Id, else the one that the address names on routes that
 * a browser asks without headers (see `TenantQuery`), else the session's. The list of the account's
 * own shops decides, so a foreign id, an unknown one and a malformed one cannot be told apart.
 */
export function tenantOf(request: FastifyRequest, addressed?: string): string {
  const session = sessionOf(request)
  return ownTenant(session, request.headers['x-tenant-id'] ?? addressed ?? session.tenantId)
}

/**
 * The same for what only an owner may do. A shop that is none of the account's is told apart from
 * nothing, as above; of its own ones a viewer may know that it takes an owner.
 */
export function ownedTenantOf(request: FastifyRequest, addressed?: string): string {
  const id = tenantOf(request, addressed)
  const tenant = sessionOf(request).tenants.find((one) => one.id === id)
  if (tenant?.role !== 'owner') throw lookOnly()
  return id
}

/** The id as it is stored, if the shop is one of the account's; else the 404 for all others. */
export function ownTenant(session: AccountSession, wanted: unknown): string {
  const id = String(wanted).toLowerCase()
  const own = session.tenants.find((tenant) => tenant.id === id)
  if (!own) throw noSuchShop()
  return own.id
}
