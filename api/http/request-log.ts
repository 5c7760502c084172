import type { App } from '../dependencies.ts'

/**
 * One line for each answer, with nothing of what the request carried: no query, cookie or body, and of
 * the path no id or name. A person who is redacted leaves no trace in it.
 */
export function logRequests(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        path: toPattern(request.url.split('?', 1)[0] ?? ''),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    )
  })
}

/** Parts of a path that may name something: with a digit, or with what no route of ours is called. */
const toPattern = (path: string): string => path.replaceAll(/\/[^/]*[^/a-zA-Z._-][^/]*/g, '/:id')
