import { inTenant } from '@tidemark/db'
import type { z } from 'zod'
import { sessionOf, signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { limitConcurrency } from '../http/limit-concurrency.ts'
import { TenantHeader, TenantQuery } from '../routes/tenant-header.ts'
import { fileName } from './file-name.ts'
import { csvSchema, sendCsv } from './send-csv.ts'
import type { ExportTable, Read } from './table.ts'

/** Of all files together: most connections are left for who looks at a page. */
const limit = limitConcurrency(3, Number.POSITIVE_INFINITY)

/** GET /api/export/<table>: the rows of a JSON route as a CSV file, however many there are. */
export function exportRoute<Query extends z.ZodObject, Row>(table: ExportTable<Query, Row>): Route {
  return (app, { db }) => {
    app.get(
      `/api/export/${table.name}`,
      {
        exposeHeadRoute: false,
        schema: {
          ...csvSchema(table),
          headers: TenantHeader,
          querystring: table.query.extend(TenantQuery.shape),
        },
        onRequest: signedIn(db),
      },
      async (request, reply) => {
        const query = request.query as z.output<Query> & z.output<typeof TenantQuery>
        const { sessionId, tenants } = sessionOf(request)
        const tenantId = tenantOf(request, query.tenant)
        const shopDomain = tenants.find(({ id }) => id === tenantId)?.shopDomain ?? ''
        const read: Read = (work) =>
          limit(() =>
            inTenant(db, tenantId, work, { readOnly: true, isolation: 'repeatable read' }),
          )
        return await sendCsv(reply, {
          sessionId,
          columns: table.columns,
          parts: table.parts(read, query),
          name: (first) => fileName({ ...first, shopDomain, table: table.name }),
        })
      },
    )
  }
}
