import { inTenant } from '@tidemark/db'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { ownTenant, sessionOf, signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { limitConcurrency } from '../http/limit-concurrency.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { TenantHeader } from '../routes/tenant-header.ts'
import { toHeading, toLines } from './csv.ts'
import { fileName } from './file-name.ts'
import { openExport } from './open-exports.ts'
import type { Columns, ExportTable, Part, Read } from './table.ts'

/** Of all files together: most connections are left for who looks at a page. */
const limit = limitConcurrency(3, Number.POSITIVE_INFINITY)

/** So many rows become text at a time: other requests are answered in between. */
const ROWS_AT_ONCE = 1_000

const TenantInQuery = z.object({
  tenant: z.string().optional().meta({
    description: 'As X-Tenant-Id, which a link cannot send, and before it where both are given',
  }),
})

/** GET /api/export/<table>: the rows of a JSON route as a CSV file, however many there are. */
export function exportRoute<Query extends z.ZodObject, Row>(table: ExportTable<Query, Row>): Route {
  const querystring = table.query.extend(TenantInQuery.shape)
  return (app, { db }) => {
    app.get(
      `/api/export/${table.name}`,
      {
        exposeHeadRoute: false,
        schema: {
          operationId: `export-${table.name}`.replaceAll(/-(.)/g, (_, first: string) =>
            first.toUpperCase(),
          ),
          tags: ['export'],
          summary: `${table.title}, as CSV`,
          description:
            `The rows of GET ${table.route} with the same parameters, all pages of them: pages are ` +
            'read one by one while the file is sent. A file that breaks off has no end: the ' +
            'download fails. At most four at a time.',
          security: [{ session: [] }],
          headers: TenantHeader,
          querystring,
          response: responsesOf(table.columns),
        },
        onRequest: signedIn(db),
      },
      async (request, reply) => {
        const query = request.query as z.output<Query> & z.output<typeof TenantInQuery>
        const { tenant } = query
        const session = sessionOf(request)
        const tenantId = tenant === undefined ? tenantOf(request) : ownTenant(session, tenant)
        const leave = openExport(session.sessionId)
        const read: Read = (work) =>
          limit(() =>
            inTenant(db, tenantId, work, { readOnly: true, isolation: 'repeatable read' }),
          )
        const parts = table.parts(read, query)
        reply.raw.once('close', () => {
          leave()
          void parts.return()
        })
        // What is wrong with the question is answered as a problem, before there is a file.
        const first = await parts.next()
        const { range, id } = first.value ?? {}
        const shopDomain = session.tenants.find((one) => one.id === tenantId)?.shopDomain ?? ''
        const name = fileName({ shopDomain, table: table.name, id, range })
        void reply.headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${name}"`,
        })
        return reply.send(Readable.from(toText(table.columns, first, parts)))
      },
    )
  }
}

/** The file, piece by piece; after each it waits until there is room for the next one. */
async function* toText<Row>(
  columns: Columns<Row>,
  first: IteratorResult<Part<Row>, void>,
  others: AsyncGenerator<Part<Row>, void>,
): AsyncGenerator<string, void> {
  yield toHeading(columns)
  for (let part = first; part.done !== true; part = await others.next()) {
    const { rows } = part.value
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      yield toLines(columns, rows.slice(at, at + ROWS_AT_ONCE))
    }
  }
}

/** Fastify knows of no type for an answer that is a stream. */
const responsesOf = (columns: Columns<never>): Record<number, unknown> => ({
  200: { description: describe(columns), content: { 'text/csv': { schema: z.string() } } },
  ...problemResponses(400, 401, 404, 429),
})

const describe = (columns: Columns<never>): string =>
  `The file, with a line for each row:\n${Object.entries(columns)
    .map(([name, { doc }]) => `- \`${name}\`: ${doc}`)
    .join('\n')}`
