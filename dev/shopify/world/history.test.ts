import { beforeAll, describe, expect, it } from 'vitest'
import { createWorld } from './index.ts'
import type { Order, ShopState, World } from './index.ts'

const anchor = new Date('2026-11-22T12:00:00Z')
const dayMs = 86_400_000

function ordersOf(state: ShopState): Order[] {
  return [...state.orders.values()]
}

describe('the seeded history', () => {
  let world: World
  let shops: ShopState[]
  beforeAll(() => {
    world = createWorld({ seed: 1, anchor, scale: 0.2 })
    shops = [...world.shops.values()]
  })

  it('gives each of the three shops thousands of orders over three years', () => {
    expect(
      shops.map((s) => [s.shop.currencyCode, s.shop.ianaTimezone, s.shop.taxesIncluded]),
    ).toEqual([
      ['USD', 'America/New_York', false],
      ['EUR', 'Europe/Berlin', true],
      ['JPY', 'Asia/Tokyo', false],
    ])
    for (const state of shops) {
      expect(state.orders.size).toBeGreaterThanOrEqual(4000)
      const times = ordersOf(state).map((order) => order.processedAt)
      const [first, last] = [Math.min(...times), Math.max(...times)]
      expect(last).toBeLessThan(anchor.getTime())
      expect((last - first) / dayMs).toBeGreaterThan(3 * 365 - 10)
    }
    expect(shops.reduce((sum, state) => sum + state.orders.size, 0)).toBeGreaterThanOrEqual(12_000)
  })

  it('is the same for the same seed and another for another', () => {
    const options = { seed: 5, anchor, scale: 0.006 }
    expect(createWorld(options)).toEqual(createWorld(options))
    expect(createWorld({ ...options, seed: 6 })).not.toEqual(createWorld(options))
  })

  it('makes the same orders for every anchor by one calendar, as long before it', () => {
    const made = (options: { anchor: Date; calendar?: Date }) => {
      const world = createWorld({ seed: 5, scale: 0.006, ...options })
      return [...world.shops.values()].map((state) =>
        ordersOf(state).map(({ id, createdAt, updatedAt, processedAt, customerId }) => {
          const times = [createdAt, updatedAt, processedAt].map((at) => world.anchor - at)
          return { id, times, customerId }
        }),
      )
    }
    const later = new Date('2027-03-30T03:17:41.5Z')
    expect(made({ anchor: later, calendar: anchor })).toEqual(made({ anchor }))
    expect(made({ anchor: later })).not.toEqual(made({ anchor }))
  })

  it('makes a shop alike whether it is made alone or beside others', () => {
    const domain = 'kumo-tea.myshopify.com'
    const options = { seed: 5, anchor, scale: 0.006 }
    const alone = createWorld({ ...options, shops: [domain] }).shops.get(domain)
    expect(alone).toEqual(createWorld(options).shops.get(domain))
  })

  it('gives ids that occur once in the world and grow with the creation', () => {
    const ids = shops.flatMap((state) => [...state.orders.keys()])
    expect(new Set(ids).size).toBe(ids.length)
    for (const state of shops) {
      const orders = ordersOf(state)
      const byId = orders.toSorted((a, b) => a.id - b.id)
      const byTime = orders.toSorted((a, b) => a.createdAt - b.createdAt || a.id - b.id)
      expect(byId.map((order) => order.id)).toEqual(byTime.map((order) => order.id))
    }
    const saleIds = shops.flatMap((state) =>
      ordersOf(state).flatMap((o) => o.agreements.flatMap((a) => a.sales.map((sale) => sale.id))),
    )
    expect(new Set(saleIds).size).toBe(saleIds.length)
  })

  it('stamps thousands of imported orders with one updatedAt, placed long before', () => {
    const clusters = shops.map((state) => {
      const counts = new Map<number, number>()
      for (const { updatedAt } of ordersOf(state)) {
        counts.set(updatedAt, (counts.get(updatedAt) ?? 0) + 1)
      }
      return Math.max(...counts.values())
    })
    expect(Math.max(...clusters)).toBeGreaterThan(2000)
    expect(Math.min(...clusters)).toBeGreaterThan(250)
    const imported = shops.flatMap(ordersOf).filter((order) => order.sourceName === 'import')
    expect(imported.every((order) => order.processedAt < order.createdAt)).toBe(true)
  })

  it('has orders, agreements and products that no page of 250 holds', () => {
    for (const state of shops) {
      const orders = ordersOf(state)
      expect(orders.filter((order) => order.lineItems.length > 250).length).toBeGreaterThan(2)
      expect(orders.some((order) => order.agreements.length > 250)).toBe(true)
      expect(orders.some((o) => o.agreements.some((a) => a.sales.length > 250))).toBe(true)
      expect(orders.some((o) => o.refunds.some((r) => r.refundLineItems.length > 250))).toBe(true)
      const variants = [...state.products.values()].map((product) => product.variantIds.length)
      expect(Math.max(...variants)).toBeGreaterThan(250)
      expect(variants.filter((count) => count > 100).length).toBeGreaterThan(1)
    }
  })

  it('has guests, loyal customers, test orders, cancellations and foreign currencies', () => {
    for (const state of shops) {
      const orders = ordersOf(state)
      expect(orders.filter((order) => order.customerId === null).length).toBeGreaterThan(100)
      expect(orders.filter((order) => order.test).length).toBeGreaterThan(5)
      expect(orders.filter((order) => order.cancelledAt !== null).length).toBeGreaterThan(20)
      const foreign = orders.filter((o) => o.presentmentCurrencyCode !== o.currencyCode)
      expect(foreign.length).toBeGreaterThan(100)
      const counts = [...state.customers.values()].map((customer) => customer.orderIds.length)
      expect(Math.max(...counts)).toBeGreaterThan(20)
      expect(counts.filter((count) => count === 1).length).toBeGreaterThan(counts.length / 4)
      expect(counts.filter((count) => count === 0).length).toBeGreaterThan(50)
    }
  })

  it('tells of what was deleted, but not of the customers that a merge took away', () => {
    for (const state of shops) {
      const destroyed = state.events.filter((event) => event.action === 'destroy')
      const types = new Set(destroyed.map((event) => event.subjectType))
      expect([...types].sort()).toEqual(['CUSTOMER', 'ORDER', 'PRODUCT', 'PRODUCT_VARIANT'])
      expect(destroyed.some((event) => state.orders.has(event.subjectId))).toBe(false)
      const created = state.events.filter(
        (e) => e.action === 'create' && e.subjectType === 'CUSTOMER',
      )
      const known = new Set(destroyed.map((event) => event.subjectId))
      const silent = created.filter(
        (e) => !state.customers.has(e.subjectId) && !known.has(e.subjectId),
      )
      expect(silent).toHaveLength(3)
    }
  })

  it('links orders and customers both ways', () => {
    for (const state of shops) {
      for (const customer of state.customers.values()) {
        for (const id of customer.orderIds) {
          expect(state.orders.get(id)?.customerId).toBe(customer.id)
        }
      }
      const linked = [...state.customers.values()].reduce((sum, c) => sum + c.orderIds.length, 0)
      expect(linked).toBe(ordersOf(state).filter((order) => order.customerId !== null).length)
    }
  })

  it("lets Shopify's own figures of a customer lag behind, some at zero for ever", () => {
    for (const state of shops) {
      const buyers = [...state.customers.values()].filter(
        (customer) => customer.orderIds.length > 0,
      )
      const fresh = buyers.filter((c) => c.summary.numberOfOrders === c.orderIds.length)
      const never = buyers.filter((customer) => customer.summary.refreshedAt === null)
      expect(fresh.length).toBeGreaterThan(buyers.length / 2)
      expect(never.length).toBeGreaterThan(buyers.length / 20)
      expect(
        never.every((c) => c.summary.amountSpent === 0 && c.summary.numberOfOrders === 0),
      ).toBe(true)
      expect(fresh.length + never.length).toBeLessThan(buyers.length)
    }
  })

  it('keeps times in whole seconds and never changes a thing before it was made', () => {
    for (const state of shops) {
      for (const order of ordersOf(state)) {
        expect(order.updatedAt % 1000).toBe(0)
        expect(order.updatedAt).toBeGreaterThanOrEqual(order.createdAt)
        expect(order.updatedAt).toBeLessThanOrEqual(anchor.getTime())
        const times = order.agreements.map((agreement) => agreement.happenedAt)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
      }
    }
  })
})
