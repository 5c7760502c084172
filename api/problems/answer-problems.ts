import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { STATUS_CODES } from 'node:http'
import type { App } from '../dependencies.ts'
import type { Problem } from '../schemas/index.ts'
import { isDatabaseAway } from './database-away.ts'
import { ProblemError } from './problem-error.ts'
import { databaseUnavailable } from './problems.ts'

/** The one place where a failure becomes an HTTP answer. What a 5xx is about stays in the log. */
export function answerProblems(app: App): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendFailure(error, request, reply))
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, problem(404)))
}

/** For failures that happen before a route is found, such as a path that cannot be decoded. */
export function sendFailure(
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof ProblemError) {
    void reply.headers(error.headers)
    const { status, type, title, detail, errors } = error
    return sendProblem(reply, {
      type,
      title,
      status,
      ...(detail && { detail }),
      ...(errors && { errors }),
    })
  }
  if (hasZodFastifySchemaValidationErrors(error)) return sendProblem(reply, toValidation(error))
  const status = 'statusCode' in error ? Number(error.statusCode) : 500
  if (status >= 400 && status < 500) {
    return sendProblem(reply, { ...problem(status), detail: error.message })
  }
  request.log.error({ err: error }, 'the request failed')
  if (isDatabaseAway(error)) return sendFailure(databaseUnavailable(), request, reply)
  return sendProblem(reply, {
    ...problem(500),
    detail: 'Something went wrong on our side.',
    requestId: request.id,
  })
}

/** Sends a problem with its media type; its `status` is the answer's. */
export function sendProblem(reply: FastifyReply, body: Problem): FastifyReply {
  return reply
    .code(body.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(body)
}

/** A problem about nothing but its status. */
export function problem(status: number): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status }
}

const places = {
  body: 'body',
  querystring: 'query',
  params: 'params',
  headers: 'headers',
} as const

function toValidation(error: {
  validation: { instancePath: string; message?: string }[]
  validationContext?: string | undefined
}): Problem {
  const place = places[(error.validationContext ?? 'body') as keyof typeof places]
  const errors = error.validation.map(({ instancePath, message }) => ({
    in: place,
    field: instancePath.replace(/^\//, '').replaceAll('/', '.'),
    detail: message ?? 'is not valid',
  }))
  const [first] = errors
  return {
    type: 'urn:tidemark:problem:validation',
    title: 'The request is not valid',
    status: 400,
    ...(first && { detail: first.field ? `${first.field}: ${first.detail}` : first.detail }),
    errors,
  }
}
