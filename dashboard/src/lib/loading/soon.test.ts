import { expect, test } from 'vitest'
import { soon } from './soon.ts'

test('a value that is there at once comes as itself', async () => {
  expect(await soon(Promise.resolve('figures'))).toEqual({ value: 'figures' })
})

test('a value that takes its time comes as a promise of it', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const { value } = await soon(promise, 1)
  expect(value).toBe(promise)
  resolve('figures')
  expect(await value).toBe('figures')
})
