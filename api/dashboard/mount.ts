import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pathToFileURL } from 'node:url'
import type { App } from '../dependencies.ts'
import { problem, sendProblem } from '../problems/answer-problems.ts'

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** What every page carries; its content security policy is the dashboard's own. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
}

/** Gives everything outside /api to the built dashboard (adapter-node), on the same port. */
export function mountDashboard(app: App, handlerFile: string | undefined): void {
  let loading: Promise<Handler> | undefined
  const load = async (): Promise<Handler | undefined> => {
    if (!handlerFile) return undefined
    loading ??= loadHandler(handlerFile)
    try {
      return await loading
    } catch (error) {
      loading = undefined
      app.log.error({ err: error }, 'the dashboard could not be loaded')
      return undefined
    }
  }

  app.addHook('onListen', async () => {
    await load()
  })
  void app.register(async (scope) => {
    // The dashboard reads its own bodies.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => {
      done(null)
    })
    scope.all('/*', async (request, reply) => {
      if (!handlerFile) return sendProblem(reply, problem(404))
      const handler = await load()
      if (!handler) return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT)
      reply.hijack()
      // Set by us and never taken from outside: adapter-node builds its own origin from them.
      request.raw.headers['x-forwarded-proto'] = request.protocol
      request.raw.headers['x-forwarded-host'] = request.host
      for (const [name, value] of Object.entries(HEADERS)) reply.raw.setHeader(name, value)
      handler(request.raw, reply.raw, () => {
        reply.raw.writeHead(404).end()
      })
      return reply
    })
  })
}

/** Imports adapter-node's handler, which takes its settings from the environment as it loads. */
async function loadHandler(file: string): Promise<Handler> {
  await access(file, constants.R_OK)
  Object.assign(process.env, {
    PROTOCOL_HEADER: 'x-forwarded-proto',
    HOST_HEADER: 'x-forwarded-host',
  })
  const module = (await import(pathToFileURL(file).href)) as { handler: Handler }
  return module.handler
}

const NOT_BUILT = `<!doctype html>
<html lang="en">
<title>Tidemark: no dashboard yet</title>
<body style="font: 1rem/1.5 system-ui; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>The dashboard is not built</h1>
<p>Run <code>npm run build</code>, then reload this page. The API works already:
<a href="/api/docs/">try it</a>.</p>
`
