import { ApplicationFailure, TemporalFailure } from '@temporalio/common'
import { FencedError } from '@tidemark/db/ingest'
import type { Logger } from 'pino'
import { ShopifyError } from '../shopify/errors.ts'
import { type ErrorExplanation, unexpectedError } from '../shopify/explain-error.ts'
import { toFailure } from '../shopify/to-failure.ts'

const databaseError: ErrorExplanation = {
  kind: 'retry_soon',
  sentence: "Tidemark's own database could not be used.",
  action: 'Check that Postgres runs and has room; the next sync goes on where this one stopped.',
}

/**
 * What an activity may throw. Error texts go into Temporal's history and our logs in clear, and a
 * database error can quote a row, so only names, codes and places in the code are kept.
 */
export function toActivityFailure(error: unknown, log: Logger): Error {
  if (error instanceof TemporalFailure) return error
  if (error instanceof ShopifyError) {
    const { name, requestId, kind } = error
    log.warn({ error: name, kind, requestId }, error.message)
    return toFailure(error)
  }
  if (error instanceof FencedError) {
    return ApplicationFailure.retryable('Another attempt has taken over.', 'FencedError')
  }
  const name = error instanceof Error ? error.name : typeof error
  const code = codeOf(error)
  log.error({ error: name, code, at: placesOf(error) }, 'activity failed')
  const nonRetryable = isBug(error, code)
  return ApplicationFailure.create({
    message: code ? `${name} ${code}` : name,
    type: nonRetryable ? 'UnexpectedError' : 'DatabaseError',
    nonRetryable,
    details: [nonRetryable ? unexpectedError : databaseError],
  })
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

/** Trying again mends neither our code nor a statement or value that Postgres refuses. */
function isBug(error: unknown, code: string | null): boolean {
  if (code !== null) return /^(22|23|42|0A|P0)[0-9A-Z]{3}$/.test(code)
  return (
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof ReferenceError ||
    error instanceof SyntaxError ||
    (error instanceof Error && error.name === 'ZodError')
  )
}

/** The stack without its first lines, which repeat the message. */
function placesOf(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return stack.split('\n').filter((line) => /^\s+at /.test(line))
}
