import cookie from '@fastify/cookie'
import Fastify, { type FastifyServerOptions, LogController } from 'fastify'
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { randomUUID } from 'node:crypto'
import { refuseForeignOrigin } from './auth/origin-check.ts'
import { mountDashboard } from './dashboard/mount.ts'
import type { App, Dependencies } from './dependencies.ts'
import { toLoggedError } from './http/logged-error.ts'
import { logRequests } from './http/request-log.ts'
import { addSecurityHeaders } from './http/security-headers.ts'
import { answerUnknownRoutes } from './http/unknown-routes.ts'
import { describeApi, serveDocs } from './openapi/openapi.ts'
import { answerProblems, sendFailure } from './problems/answer-problems.ts'
import { routes } from './routes/index.ts'

/** The whole HTTP side: the API under /api and, where one is built, the dashboard beside it. */
export async function buildServer(
  dependencies: Dependencies,
  options: Pick<FastifyServerOptions, 'logger'> = {},
): Promise<App> {
  const { config } = dependencies
  const app: App = Fastify({
    logger: toLogger(options.logger ?? { level: config.logLevel }),
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    genReqId: () => randomUUID(),
    // Open event streams must not hold a stop up.
    forceCloseConnections: true,
    bodyLimit: 64 * 1024,
    frameworkErrors: (error, request, reply) => void sendFailure(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>()

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.removeContentTypeParser('text/plain')
  logRequests(app)
  answerProblems(app)

  await app.register(async (api: App) => {
    addSecurityHeaders(api)
    await api.register(cookie)
    api.addHook('onRequest', async (request) => {
      refuseForeignOrigin(request, config.appUrl)
    })
    await describeApi(api)
    for (const route of routes) route(api, dependencies)
    await serveDocs(api)
    answerUnknownRoutes(api)
  })
  mountDashboard(app, config.dashboardHandler)
  return app
}

type Logger = NonNullable<FastifyServerOptions['logger']>

/** Whatever the logger is, errors go into it without what they quote. */
function toLogger(logger: Logger): Logger {
  return typeof logger === 'object' ? { ...logger, serializers: { err: toLoggedError } } : logger
}
