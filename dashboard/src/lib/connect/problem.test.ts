import { expect, test } from 'vitest'
import { describeProblem, toShopDomain } from './problem.ts'

test('a shop is found by its name, its domain and its address', () => {
  for (const typed of [
    'My-Shop',
    ' my-shop.myshopify.com ',
    'https://my-shop.myshopify.com/admin?x=1',
  ]) {
    expect(toShopDomain(typed)).toBe('my-shop.myshopify.com')
  }
  expect(toShopDomain('')).toBe('')
  expect(toShopDomain('shop.example')).toBe('shop.example')
})

test('a problem that we do not know is not told', () => {
  expect(describeProblem('shop')).toMatch(/myshopify/)
  expect(describeProblem('<script>')).toBeNull()
  expect(describeProblem(null)).toBeNull()
})
