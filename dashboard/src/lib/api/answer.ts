import type { Problem } from '@tidemark/api/contract'
import { sessionEnd } from '../session/session-end.ts'

/** Why a request brought nothing, in a form that can be sent to the browser. */
export interface Failure {
  /** HTTP's status; 0 where no answer came. */
  status: number
  /** A sentence for a person. */
  sentence: string
  /** From `Retry-After`, where the API asks for patience. */
  retryAfterSeconds: number | null
  requestId: string | null
  /** What is wrong with a field of the request, by its name. */
  fields?: Record<string, string>
}

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure }

/**
 * Asks the API. Never throws: without an answer, or with one that isn't a success, there is a
 * failure with a sentence. In the browser, a session that has ended leads to signing in.
 */
export async function ask<T>(
  fetch: typeof globalThis.fetch,
  path: `/api/${string}`,
  init?: RequestInit,
): Promise<Answer<T>> {
  let response: Response
  try {
    response = await fetch(path, init)
    if (response.ok) {
      const value: T = response.status === 204 ? undefined : await response.json()
      return { ok: true, value }
    }
  } catch {
    return { ok: false, failure: unreachable }
  }
  if (response.status === 401) sessionEnd.handler?.()
  return { ok: false, failure: await toFailure(response) }
}

/** POST, or another method, with a JSON body. */
export function post<T>(
  fetch: typeof globalThis.fetch,
  path: `/api/${string}`,
  body?: Record<string, unknown>,
  method: 'POST' | 'PATCH' = 'POST',
): Promise<Answer<T>> {
  return ask(fetch, path, {
    method,
    ...(body
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      : {}),
  })
}

const unreachable: Failure = {
  status: 0,
  sentence: 'Tidemark’s server did not answer.',
  retryAfterSeconds: null,
  requestId: null,
}

async function toFailure(response: Response): Promise<Failure> {
  const problem = await readProblem(response)
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return {
    status: response.status,
    sentence: problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`,
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : null,
    requestId: problem?.requestId ?? null,
    ...(problem?.errors ? { fields: toFields(problem.errors) } : {}),
  }
}

/** The first word on each field. */
function toFields(errors: NonNullable<Problem['errors']>): Record<string, string> {
  return Object.fromEntries(errors.toReversed().map(({ field, detail }) => [field, detail]))
}

async function readProblem(response: Response): Promise<Partial<Problem> | undefined> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? body : undefined
  } catch {
    return undefined
  }
}
