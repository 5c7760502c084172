import { beforeAll, describe, expect, it } from 'vitest'
import { allKinds } from './changes/random-change.ts'
import { createWorld, randomChanges } from './index.ts'
import type { MoneyBag, Order, Sale, World } from './index.ts'
import { sum } from './money.ts'

const anchor = new Date('2026-11-22T12:00:00Z')

function everyOrder(world: World): Order[] {
  return [...world.shops.values()].flatMap((state) => [...state.orders.values()])
}

function everySale(world: World): Sale[] {
  return everyOrder(world).flatMap((order) => order.agreements.flatMap((item) => item.sales))
}

function ledgerTotal(order: Order, reason?: string): MoneyBag {
  const agreements = order.agreements.filter((item) => (reason ?? item.reason) === item.reason)
  return sum(agreements.flatMap((item) => item.sales).map((sale) => sale.totalAmount))
}

function unbalanced(world: World): string[] {
  return everyOrder(world)
    .filter((order) => {
      const { currentTotalPrice, originalTotalPrice } = order.totals
      const now = ledgerTotal(order)
      const placed = ledgerTotal(order, 'ORDER')
      return (
        now.shop !== currentTotalPrice.shop ||
        now.presentment !== currentTotalPrice.presentment ||
        placed.shop !== originalTotalPrice.shop ||
        placed.presentment !== originalTotalPrice.presentment
      )
    })
    .map((order) => order.name)
}

describe('the ledger of the demo shops', () => {
  let world: World
  beforeAll(() => {
    world = createWorld({ seed: 7, anchor, scale: 0.02 })
  })

  it('explains every order: all rows make the current total, the placing rows the original', () => {
    expect(unbalanced(world)).toEqual([])
  })

  it('holds every type of line, every action and every reason, even in the smallest shop', () => {
    for (const state of world.shops.values()) {
      const agreements = [...state.orders.values()].flatMap((order) => order.agreements)
      const rows = agreements.flatMap((agreement) => agreement.sales)
      expect(new Set(agreements.map((agreement) => agreement.reason))).toEqual(
        new Set(['ORDER', 'ORDER_EDIT', 'REFUND', 'RETURN']),
      )
      expect([...new Set(rows.map((sale) => sale.lineType))].sort()).toEqual([
        'ADDITIONAL_FEE',
        'ADJUSTMENT',
        'DUTY',
        'FEE',
        'GIFT_CARD',
        'PRODUCT',
        'SHIPPING',
        'TIP',
        'UNKNOWN',
      ])
      const actions = new Set(rows.map((sale) => sale.actionType))
      for (const action of ['ORDER', 'RETURN', 'UPDATE']) expect(actions).toContain(action)
    }
  })

  it('has positive ORDER rows and mirrored RETURN rows', () => {
    const wrong = everySale(world).filter((sale) => {
      if (sale.lineType === 'ADJUSTMENT' || sale.lineType === 'UNKNOWN') return false
      const parts = [
        sale.totalAmount.shop,
        sale.discountBeforeTaxes.shop,
        sale.discountAfterTaxes.shop,
        sale.taxAmount.shop,
        sale.quantity ?? 0,
      ]
      if (sale.actionType === 'ORDER') return parts.some((part) => part < 0)
      return sale.actionType === 'RETURN' && parts.some((part) => part > 0)
    })
    expect(wrong).toEqual([])
  })

  it("states each row's taxes one by one", () => {
    const wrong = everySale(world).filter((sale) => {
      const taxes = sum(sale.taxes.map((tax) => tax.amount))
      return taxes.shop !== sale.taxAmount.shop || taxes.presentment !== sale.taxAmount.presentment
    })
    expect(wrong).toEqual([])
  })

  it('never returns more of a line than was sold', () => {
    const lines = everyOrder(world).flatMap((order) => order.lineItems)
    expect(lines.filter((line) => line.currentQuantity < 0)).toEqual([])
    expect(lines.filter((line) => line.currentQuantity !== line.remaining.quantity)).toEqual([])
    const emptied = lines.filter((line) => line.currentQuantity === 0)
    expect(emptied.length).toBeGreaterThan(0)
    expect(emptied.filter((line) => line.remaining.amount.shop !== 0)).toEqual([])
  })

  it('keeps no zero that is negative, which would not compare equal', () => {
    const negative = everySale(world).filter((sale) =>
      [sale.totalAmount, sale.taxAmount, sale.discountBeforeTaxes].some(
        (bag) => Object.is(bag.shop, -0) || Object.is(bag.presentment, -0),
      ),
    )
    expect(negative).toEqual([])
  })

  it('never gives back more money than was paid', () => {
    const wrong = everyOrder(world).filter((order) => order.totals.netPayment.shop < 0)
    expect(wrong.map((order) => order.name)).toEqual([])
  })
})

describe('random changes', () => {
  it('of every kind leave every ledger balanced', () => {
    const world = createWorld({ seed: 11, anchor, scale: 0.01 })
    const kinds = new Set(randomChanges(world, null, 1500, 3).map((change) => change.kind))
    expect(unbalanced(world)).toEqual([])
    expect([...kinds].sort()).toEqual(Object.keys(allKinds).sort())
  })
})
