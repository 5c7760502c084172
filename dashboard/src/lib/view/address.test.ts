import { expect, test } from 'vitest'
import { carriedQuery, queryWith, valuesBut } from './address.ts'

const address = new URLSearchParams('range=90d&channel=web&/command')

test('a choice changes its own values and leaves the others', () => {
  expect(queryWith(address, { range: '7d' })).toBe('?range=7d&channel=web')
  expect(queryWith(address, { channel: null })).toBe('?range=90d')
  expect(queryWith(new URLSearchParams('a=1'), { a: null })).toBe('?')
})

test('links to other pages take along which days it is about and how they are counted', () => {
  expect(carriedQuery(address)).toBe('?range=90d')
  expect(carriedQuery(new URLSearchParams('channel=web'))).toBe('')
})

test('a form keeps what it does not set itself', () => {
  expect(valuesBut(address, ['range'])).toEqual([['channel', 'web']])
})
