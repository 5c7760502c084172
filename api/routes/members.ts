import { type Db, listMembers, recordAudit, removeMember } from '@tidemark/db'
import type { FastifyRequest } from 'fastify'
import { ownedTenantOf, sessionOf, signedIn } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { lastOwner, noSuchMember } from '../problems/problems.ts'
import { MemberParams, MembersResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/members: who may look at the shop, for its owners. */
export const membersRoute: Route = (app, { db }) => {
  app.get(
    '/api/members',
    {
      schema: {
        operationId: 'getMembers',
        tags: ['account'],
        summary: 'Who may look at the shop',
        security: [{ session: [] }],
        headers: TenantHeader,
        response: {
          200: MembersResponse.describe('Its people'),
          ...problemResponses(401, 403, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request) => await readMembers(db, request),
  )
}

/** DELETE /api/members/:id: takes a person's access to the shop away. */
export const removeMemberRoute: Route = (app, { db }) => {
  app.delete(
    '/api/members/:id',
    {
      schema: {
        operationId: 'removeMember',
        tags: ['account'],
        summary: 'Take a person’s access to the shop away',
        description:
          'At once, in all of the person’s sessions; an account without another shop is deleted. ' +
          'The last owner stays: 409.',
        security: [{ session: [] }],
        headers: TenantHeader,
        params: MemberParams,
        response: {
          200: MembersResponse.describe('Who is left'),
          ...problemResponses(400, 401, 403, 404, 409),
        },
      },
      onRequest: signedIn(db),
    },
    async (request) => {
      const tenantId = ownedTenantOf(request)
      const { id: userId } = request.params
      const removal = await removeMember(db, { tenantId, userId })
      if (removal === 'unknown') throw noSuchMember()
      if (removal === 'last_owner') throw lastOwner()
      await recordAudit(db, {
        action: 'shop.member-removed',
        tenantId,
        userId: sessionOf(request).userId,
        detail: { userId },
      })
      return await readMembers(db, request)
    },
  )
}

async function readMembers(db: Db, request: FastifyRequest): Promise<MembersResponse> {
  const members = await listMembers(db, ownedTenantOf(request))
  const you = sessionOf(request).userId
  return {
    members: members.map(({ userId, email, role, since }) => ({
      id: userId,
      email,
      role,
      since: since.toISOString(),
      isYou: userId === you,
    })),
  }
}
