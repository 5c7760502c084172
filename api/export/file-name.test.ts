import { expect, test } from 'vitest'
import { fileName } from './file-name.ts'

const of = { shopDomain: 'lamps-and-more.myshopify.com', table: 'figures' }

test('a file is named by shop, table and days', () => {
  const range = { from: '2026-01-01', to: '2026-01-31' }
  expect(fileName({ ...of, range })).toBe(
    'tidemark-lamps-and-more-figures-2026-01-01-2026-01-31.csv',
  )
  expect(fileName({ ...of, range, table: 'product-history', id: '7' })).toBe(
    'tidemark-lamps-and-more-product-history-7-2026-01-01-2026-01-31.csv',
  )
})

test('an open end has a word, and all time has none', () => {
  expect(fileName({ ...of, range: { from: '2026-01-01', to: null } })).toBe(
    'tidemark-lamps-and-more-figures-2026-01-01-end.csv',
  )
  expect(fileName({ ...of, range: { from: null, to: '2026-01-31' } })).toBe(
    'tidemark-lamps-and-more-figures-start-2026-01-31.csv',
  )
  expect(fileName({ ...of, range: { from: null, to: null } })).toBe(
    'tidemark-lamps-and-more-figures.csv',
  )
  expect(fileName(of)).toBe('tidemark-lamps-and-more-figures.csv')
})

test('a name holds nothing that a header or a folder could take for something else', () => {
  expect(fileName({ ...of, shopDomain: '../"a b"\r\nx.example.com' })).toBe(
    'tidemark--a-b-x-example-com-figures.csv',
  )
})
