import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { problemResponses } from '../openapi/problem-responses.ts'
import { toHeading, toLines } from './csv.ts'
import { openExport } from './open-exports.ts'
import type { Columns, Part } from './table.ts'

/** So many rows become text at a time: other requests are answered in between. */
const ROWS_AT_ONCE = 1_000

/**
 * Answers with a file. Its first part is waited for: what is wrong with the question is a problem
 * then. The others are asked for as the client takes them; one that fails breaks the file off.
 * @param name the file's, by its first part
 */
export async function sendCsv<Row>(
  reply: FastifyReply,
  file: {
    sessionId: string
    columns: Columns<Row>
    parts: AsyncGenerator<Part<Row>, void>
    name: (first: Part<Row> | undefined) => string
  },
): Promise<FastifyReply> {
  const { columns, parts } = file
  const leave = openExport(file.sessionId)
  reply.raw.once('close', () => {
    leave()
    void parts.return()
  })
  const first = await parts.next()
  void reply.headers({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${file.name(first.value ?? undefined)}"`,
  })
  const text = Readable.from(toText(columns, first, parts))
  // The answer has begun: nobody but the log can be told why it ends.
  text.on('error', (error) => reply.log.error({ err: error }, 'a file broke off'))
  return reply.send(text)
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

/** What the description of the API says of a file. Fastify knows no type for a stream. */
export function csvSchema({ name, title, route, columns }: Described) {
  const operationId = `export-${name}`.replaceAll(/-(.)/g, (_, first: string) =>
    first.toUpperCase(),
  )
  const lines = Object.entries(columns).map(([column, { doc }]) => `- \`${column}\`: ${doc}`)
  const response: Record<number, unknown> = {
    200: {
      description: `The file, with a line for each row:\n${lines.join('\n')}`,
      content: { 'text/csv': { schema: z.string() } },
    },
    ...problemResponses(400, 401, 404, 429),
  }
  return {
    operationId,
    tags: ['export'],
    summary: `${title}, as CSV`,
    description:
      `The rows of GET ${route} with the same parameters, all pages of them: pages are read one by ` +
      'one while the file is sent. A file that breaks off has no end: the download fails. At most ' +
      'four at a time.',
    security: [{ session: [] }],
    response,
  }
}

interface Described {
  name: string
  title: string
  route: string
  columns: Columns<never>
}
