import type { App } from '../dependencies.ts'
import { problem, sendProblem } from '../problems/answer-problems.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Whatever no route took: 405 where the path is known by another method, else 404. */
export function answerUnknownRoutes(app: App): void {
  const catchAll = ['/api', '/api/*']
  for (const url of catchAll) {
    app.all(
      url,
      {
        schema: { hide: true },
        // Before a body is read: what it holds does not matter any more.
        onRequest: async (request, reply) => {
          const path = request.url.split('?', 1)[0] ?? ''
          const allowed = catchAll.includes(path)
            ? []
            : METHODS.filter((method) => app.hasRoute({ method, url: path }))
          if (allowed.length === 0) return sendProblem(reply, problem(404))
          void reply.header('allow', allowed.join(', '))
          return sendProblem(reply, problem(405))
        },
      },
      () => undefined,
    )
  }
}
