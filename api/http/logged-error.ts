/** What the log keeps of an error. */
export interface LoggedError {
  [field: string]: unknown
  type: string
  message: string
  stack: string
}

/**
 * An error without what it may quote: Postgres repeats in its message, detail and place the row or the
 * value that it refuses, and those are a shop's and its people's. Serializes `err`.
 */
export function toLoggedError(error: Error & { code?: unknown; severity?: unknown }): LoggedError {
  // Only what Postgres itself says has a severity.
  const isQuoting = typeof error.severity === 'string'
  const stack = error.stack ?? ''
  return {
    type: error.name,
    code: typeof error.code === 'string' ? error.code : undefined,
    message: isQuoting ? 'Postgres refused it; see the code' : error.message,
    stack: isQuoting ? stack.slice(Math.max(0, stack.search(/^\s+at /m))) : stack,
  }
}
