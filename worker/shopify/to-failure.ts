import { ApplicationFailure } from '@temporalio/common'
import { type ShopifyError, ShopifyServerError, ShopifyThrottledError } from './errors.ts'
import { explainError } from './explain-error.ts'

/**
 * Turns our errors into what Temporal acts upon: the class name is the failure's type, only what a
 * person or a new version must mend is not retried, and a known wait becomes the next delay.
 * The failure goes into the history in clear, so it takes our own words and nothing of Shopify's.
 */
export function toFailure(error: ShopifyError): ApplicationFailure {
  const waitMs =
    error instanceof ShopifyThrottledError
      ? error.waitMs
      : error instanceof ShopifyServerError
        ? error.retryAfterMs
        : null
  return ApplicationFailure.create({
    message: error.requestId ? `${error.message} [${error.requestId}]` : error.message,
    type: error.name,
    nonRetryable: error.kind === 'ask_a_person' || error.kind === 'bug',
    details: [explainError(error)],
    ...(waitMs === null ? {} : { nextRetryDelay: waitMs }),
  })
}
