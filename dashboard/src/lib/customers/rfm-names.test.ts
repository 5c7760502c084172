import { expect, test } from 'vitest'
import { readGroup } from './rfm-names.ts'

const read = (query: string) => readGroup(new URLSearchParams(query))

test('a group is read from an address, but none that cannot be listed', () => {
  expect(read('group=AT_RISK&search=lee')).toBe('AT_RISK')
  expect(read('group=PROSPECTS')).toBeUndefined()
  expect(read('group=at_risk')).toBeUndefined()
  expect(read('search=lee')).toBeUndefined()
})
