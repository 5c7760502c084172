import { expect, test } from 'vitest'
import { withoutVariables } from './inline-includes.ts'

const selection = `
  id
  refunds(first: 250) @include(if: $withRefunds) {
    id
    totalRefundedSet { shopMoney { amount } }
  }
  sourceName @include(if: $withSource)
  name
`
const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

test('fields that are given lose their directive only', () => {
  expect(words(withoutVariables(selection, new Set()))).toBe(
    'id refunds(first: 250) { id totalRefundedSet { shopMoney { amount } } } sourceName name',
  )
})

test('a field that is not given goes with all that it selects', () => {
  expect(words(withoutVariables(selection, new Set(['withRefunds'])))).toBe('id sourceName name')
  expect(words(withoutVariables(selection, new Set(['withRefunds', 'withSource'])))).toBe('id name')
})
