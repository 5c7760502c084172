import { expect, test } from 'vitest'
import { describeFailure } from './answer.ts'

const failure = { retryAfterSeconds: null, requestId: null }

test('a command that failed says why, and what to do where it was not the command’s fault', () => {
  expect(describeFailure({ ...failure, status: 0, sentence: '' })).toMatch(
    /Nothing was changed; try again/,
  )
  expect(describeFailure({ ...failure, status: 503, sentence: 'No worker answers.' })).toBe(
    'No worker answers. Try again in a moment.',
  )
  expect(describeFailure({ ...failure, status: 503, sentence: 'Try again later.' })).toBe(
    'Try again later.',
  )
  expect(describeFailure({ ...failure, status: 409, sentence: 'The shop was removed.' })).toBe(
    'The shop was removed.',
  )
})
