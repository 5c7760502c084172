import type { ServerResponse } from 'node:http'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import type { SyncResponse } from '../schemas/index.ts'
import { readSync } from '../sync/read-sync.ts'
import { temporalUiOf } from '../sync/temporal-ui.ts'
import { watchSync } from '../sync/watch-sync.ts'
import { TenantHeader, TenantQuery } from './tenant-header.ts'

const HEARTBEAT_MS = 15_000
/** A stream ends by itself after this, and the browser's next one is checked for its session. */
const LONGEST_MS = 10 * 60_000
const RUNS = 20

/** GET /api/sync/events: server-sent events; the body of GET /api/sync at once and at each change. */
export const syncEventsRoute: Route = (app, dependencies) => {
  const { db } = dependencies
  const ui = temporalUiOf(dependencies)
  const watch = watchSync({
    read: (tenantId) => readSync(db, tenantId, { limit: RUNS, ui }),
    onError: (error) => app.log.error({ err: error }, 'the syncs could not be read'),
  })
  const unsubscribe = dependencies.news?.subscribe((tenantId) => watch.wake(tenantId))
  const open = new Set<ServerResponse>()
  app.addHook('preClose', async () => {
    unsubscribe?.()
    watch.close()
    for (const stream of open) stream.end()
  })

  app.get(
    '/api/sync/events',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'watchSync',
        tags: ['sync'],
        summary: 'The sync as it goes on',
        description:
          'Server-sent events called `sync`, each with the body of GET /api/sync. The stream ends ' +
          'after ten minutes; a browser’s EventSource then opens the next one by itself.',
        produces: ['text/event-stream'],
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: TenantQuery,
        response: problemResponses(400, 401, 404),
      },
      onRequest: signedIn(db),
    },
    async (request, reply) => {
      const tenantId = tenantOf(request, request.query.tenant)
      const stream = reply.raw
      if (stream.destroyed) {
        // Whoever asked has left while the session was looked up: nobody would end this stream.
        reply.hijack()
        return
      }
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) stream.setHeader(name, value)
      }
      stream.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      })
      stream.flushHeaders()
      reply.hijack()
      open.add(stream)
      const send = (body: SyncResponse): void => {
        stream.write(`event: sync\ndata: ${JSON.stringify(body)}\n\n`)
      }
      const leave = watch.subscribe(tenantId, send)
      const heartbeat = setInterval(() => stream.write(': still here\n\n'), HEARTBEAT_MS)
      const end = setTimeout(() => stream.end(), LONGEST_MS)
      stream.on('close', () => {
        leave()
        clearInterval(heartbeat)
        clearTimeout(end)
        open.delete(stream)
      })
    },
  )
}
