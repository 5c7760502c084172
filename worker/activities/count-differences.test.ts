import { expect, it } from 'vitest'
import { choosePlan } from './count-differences.ts'

const counts = (customers: number) => ({ products: 5, customers, orders: 9 })
const shop = counts(10)

it('more here than at Shopify is compared at once, fewer only when it lasts', () => {
  expect(choosePlan(shop, counts(11), {}, []).reconcile).toEqual(['customers'])
  const fewer = choosePlan(shop, counts(9), {}, [])
  expect(fewer.reconcile).toEqual([])
  expect(choosePlan(shop, counts(9), fewer.remember, []).reconcile).toEqual(['customers'])
  expect(choosePlan(shop, counts(10), fewer.remember, [])).toEqual({ reconcile: [], remember: {} })
})

it('what vanished while ids were compared is compared again by the next sync', () => {
  const { reconcile, remember } = choosePlan(shop, counts(11), {}, ['customers'])
  expect(reconcile).toEqual([])
  expect(choosePlan(shop, counts(11), remember, []).reconcile).toEqual(['customers'])
})

it('a kind that was not compared is not taken for compared', () => {
  const { remember } = choosePlan(shop, counts(11), {}, ['orders', 'products'])
  expect(choosePlan(shop, counts(11), remember, []).reconcile).toEqual(['customers'])
})

it('a difference that two comparisons leave is let be until it changes', () => {
  const once = choosePlan(shop, counts(11), {}, ['customers']).remember
  const twice = choosePlan(shop, counts(11), once, ['customers']).remember
  expect(choosePlan(shop, counts(11), twice, []).reconcile).toEqual([])
  expect(choosePlan(shop, counts(12), twice, []).reconcile).toEqual(['customers'])
})

it('a count that Shopify does not give is no difference', () => {
  const unknown = { products: null, customers: null, orders: null }
  expect(choosePlan(unknown, counts(11), {}, [])).toEqual({ reconcile: [], remember: {} })
})
