import { findExport, inTenant, listExports } from '@tidemark/db'
import { z } from 'zod'
import { ownedTenantOf, signedIn } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { noSuchExport } from '../problems/problems.ts'
import { ExportsResponse, PersonExport } from '../schemas/index.ts'
import { TenantHeader, TenantQuery } from './tenant-header.ts'

/**
 * GET /api/compliance/exports: what customers asked for through Shopify and the owner can fetch. A
 * customer's data are for the shop's owner alone.
 */
export const exportsRoute: Route = (app, { db }) => {
  app.get(
    '/api/compliance/exports',
    {
      schema: {
        operationId: 'listExports',
        tags: ['shopify'],
        summary: 'Files for customers who asked what is held on them',
        description: 'Made when Shopify sends customers/data_request, kept for thirty days.',
        security: [{ session: [] }],
        headers: TenantHeader,
        response: {
          200: ExportsResponse.describe('Newest first'),
          ...problemResponses(401, 403, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request) => {
      const files = await inTenant(db, ownedTenantOf(request), listExports, { readOnly: true })
      return {
        exports: files.map(({ requestId, madeAt, expiresAt }) => ({
          id: requestId,
          madeAt: madeAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
        })),
      }
    },
  )

  app.get(
    '/api/compliance/exports/:id',
    {
      schema: {
        operationId: 'getExport',
        tags: ['shopify'],
        summary: 'One of those files',
        security: [{ session: [] }],
        headers: TenantHeader,
        params: z.object({ id: z.uuid() }),
        querystring: TenantQuery,
        response: {
          200: PersonExport.describe('As a file to keep'),
          ...problemResponses(400, 401, 403, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request, reply) => {
      const { id } = request.params
      const tenantId = ownedTenantOf(request, request.query.tenant)
      const file = await inTenant(db, tenantId, (trx) => findExport(trx, id), { readOnly: true })
      if (file === undefined) throw noSuchExport()
      void reply.header('content-disposition', `attachment; filename="customer-data-${id}.json"`)
      return PersonExport.parse(file)
    },
  )
}
