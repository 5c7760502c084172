import { ApplicationFailure, TemporalFailure, TimeoutFailure } from '@temporalio/workflow'
import type { ErrorExplanation } from '../shopify/explain-error.ts'

const unexpected: ErrorExplanation = {
  kind: 'bug',
  sentence: 'Something unexpected went wrong.',
  action: 'Please report this as a bug; the details are in the run in Temporal.',
}

const tooLong: ErrorExplanation = {
  kind: 'retry_soon',
  sentence: 'The sync did not get on for hours.',
  action:
    'Nothing: the next sync goes on where this one stopped. If it lasts, look at the run in Temporal.',
}

/** Finds the explanation that an activity put into its failure, however deep it lies. */
export function explainFailure(error: unknown): ErrorExplanation {
  let timedOut = false
  for (let at: unknown = error; at instanceof TemporalFailure; at = at.cause) {
    if (at instanceof ApplicationFailure && isExplanation(at.details?.[0])) return at.details[0]
    timedOut ||= at instanceof TimeoutFailure
  }
  return timedOut ? tooLong : unexpected
}

function isExplanation(value: unknown): value is ErrorExplanation {
  return typeof value === 'object' && value !== null && 'sentence' in value && 'action' in value
}
