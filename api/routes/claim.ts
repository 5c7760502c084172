import {
  claimTenant,
  countMembers,
  createUser,
  findLogin,
  hashPassword,
  listUserTenants,
  recordAudit,
} from '@tidemark/db'
import { checkPassword } from '../auth/check-password.ts'
import { openSession } from '../auth/open-session.ts'
import { withPasswordWork } from '../auth/password-work.ts'
import { findOwnRequest } from '../connect/find-request.ts'
import type { Dependencies, Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { emailIsTaken, noSuchRequest, shopIsTaken } from '../problems/problems.ts'
import { ClaimBody, LoginResponse, RequestParams } from '../schemas/index.ts'

/**
 * POST /api/connect/{id}/account: an account for a shop that was installed by somebody who was not
 * signed in. Only in the browser that installed it, and only while the shop has nobody: so nobody
 * comes into another's account, or to another's shop, by installing.
 */
export const claimRoute: Route = (app, { db }) => {
  app.post(
    '/api/connect/:id/account',
    {
      schema: {
        operationId: 'claimShop',
        tags: ['connection'],
        summary: 'Make an account for a shop that was just installed, or put it into one',
        description: 'An address that has an account needs that account’s password. Signs in.',
        params: RequestParams,
        body: ClaimBody,
        response: {
          200: LoginResponse.describe('Signed in'),
          ...problemResponses(400, 403, 404, 409, 429, 503),
        },
      },
    },
    async (request, reply) => {
      const { tenantId, status } = await findOwnRequest(db, request, request.params.id)
      if (status !== 'done' || tenantId === null) throw noSuchRequest()
      if ((await countMembers(db, tenantId)) > 0) throw shopIsTaken()
      const userId = await findOrMakeAccount(db, request.body)
      if (!(await claimTenant(db, userId, tenantId))) throw shopIsTaken()
      await openSession(db, request, reply, { userId, tenantId })
      await recordAudit(db, { action: 'shop.claimed', userId, tenantId })
      return { tenantId, tenants: await listUserTenants(db, userId) }
    },
  )
}

async function findOrMakeAccount(
  db: Dependencies['db'],
  { email, password }: { email: string; password: string },
): Promise<string> {
  const login = await findLogin(db, email)
  if (!login) {
    const passwordHash = await withPasswordWork(() => hashPassword(password))
    return await createUser(db, { email, passwordHash })
  }
  const findHash = async () => login.passwordHash
  if (!(await checkPassword(db, { email, password, findHash }))) throw emailIsTaken()
  return login.userId
}
