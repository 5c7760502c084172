import { expect, test } from 'vitest'
import { describeError } from './describe-error.ts'

test('a page that is not there, may not be seen or failed says so, and what to do', () => {
  expect(describeError(404, { message: 'Not Found' })).toMatchObject({
    sentence: 'The address leads to no page of this dashboard.',
    mend: null,
  })
  expect(describeError(404, { message: 'There is no such order.' }).sentence).toBe(
    'There is no such order.',
  )
  expect(describeError(403, { message: 'Only an owner can see this.' })).toMatchObject({
    title: 'You may not see this',
    sentence: 'Only an owner can see this.',
  })
  expect(describeError(401, null).mend).toBe('sign-in')
  expect(describeError(503, { message: 'It is away.', action: 'Wait.' })).toMatchObject({
    sentence: 'It is away.',
    action: 'Wait.',
    mend: 'retry',
  })
  expect(describeError(500, { message: 'It broke.' }).action).toBe('Try again in a moment.')
})
