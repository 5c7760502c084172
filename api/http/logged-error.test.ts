import { expect, test } from 'vitest'
import { toLoggedError } from './logged-error.ts'

test('of an error of Postgres’ own only the code and the places in the program are kept', () => {
  const error = Object.assign(new Error('duplicate key: (jane@example.com)'), {
    code: '23505',
    severity: 'ERROR',
    detail: 'Key (email)=(jane@example.com)',
  })
  const logged = toLoggedError(error)
  expect(logged).toMatchObject({ type: 'Error', code: '23505' })
  expect(logged.stack).toMatch(/^\s+at /)
  expect(JSON.stringify(logged)).not.toContain('jane')
})

test('any other error is kept with its message', () => {
  const logged = toLoggedError(new TypeError('x is not a function'))
  expect(logged).toMatchObject({ type: 'TypeError', message: 'x is not a function' })
  expect(logged.stack).toContain('TypeError: x is not a function')
})
