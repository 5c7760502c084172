import { Problem } from '../schemas/index.ts'

const SAID = {
  400: 'A field of the request is not valid',
  401: 'Not signed in',
  403: 'Refused',
  404: 'No such shop in this account',
  409: 'The shop, or the service, is not in the state for it',
  429: 'Too many tries, or too many at once; Retry-After says when to try again',
  500: 'Something went wrong on our side',
  503: 'A part that this needs is not reachable; Retry-After says when to try again',
}

type Status = keyof typeof SAID

/** The answers of a route that are problems; 500 is one of every route's. */
export function problemResponses<S extends Status>(...statuses: S[]) {
  const response = (status: Status) => ({
    description: SAID[status],
    content: { 'application/problem+json': { schema: Problem } },
  })
  return Object.fromEntries([...statuses, 500 as const].map((s) => [s, response(s)])) as Record<
    S | 500,
    ReturnType<typeof response>
  >
}
