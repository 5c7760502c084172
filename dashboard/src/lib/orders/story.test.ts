import type { OrderAgreement } from '@tidemark/api/contract'
import { expect, test } from 'vitest'
import { toStory } from './story.ts'
import { tell } from './tell.ts'

const usd = (amount: string) => ({ amount, currencyCode: 'USD' })

function agreement(
  id: string,
  reason: OrderAgreement['reason'],
  happenedAt: string,
  quantities: (number | null)[],
): OrderAgreement {
  return {
    id,
    reason,
    happenedAt,
    day: happenedAt.slice(0, 10),
    units: 0,
    net: usd('0.00'),
    taxes: usd('0.00'),
    total: usd('0.00'),
    totalSales: usd('0.00'),
    runningTotal: usd('0.00'),
    sales: quantities.map((quantity, at) => ({
      id: `${id}${at}`,
      actionType: quantity === null ? 'UPDATE' : quantity > 0 ? 'ORDER' : 'RETURN',
      lineType: 'PRODUCT',
      title: 'Lamp',
      sku: null,
      productId: null,
      quantity,
      gross: usd('0.00'),
      discounts: usd('0.00'),
      net: usd('0.00'),
      taxes: usd('0.00'),
      total: usd('0.00'),
      presentmentTotal: null,
    })),
  }
}

const placed = agreement('1', 'ORDER', '2026-03-01T10:00:00.000Z', [2, 1])
const edited = agreement('2', 'ORDER_EDIT', '2026-03-02T10:00:00.000Z', [1, -2, null])
const refunded = agreement('3', 'REFUND', '2026-03-05T10:00:00.000Z', [-1])
const refund = {
  id: '31',
  createdAt: refunded.happenedAt,
  processedAt: null,
  totalRefunded: usd('12.50'),
}
const order = {
  processedAt: placed.happenedAt,
  cancelledAt: null as string | null,
  cancelReason: null as string | null,
  deletedAt: null as string | null,
}

const told = (of: Parameters<typeof toStory>[0], who = 'Ann Lee'): string[] =>
  toStory(of).map((event) => tell(event, who, 'en-US'))

test('an order is told from its placing on, refunds with the money that was paid back', () => {
  const ofEdit = { ...refund, createdAt: edited.happenedAt, totalRefunded: usd('4.00') }
  expect(
    told({ order, agreements: [placed, edited, refunded], refunds: [ofEdit, refund] }),
  ).toEqual([
    'Ann Lee ordered 3 pieces.',
    'The order was edited: 1 piece added, 2 pieces removed, prices changed. $4.00 was paid back.',
    '1 piece taken off the order. $12.50 was paid back.',
  ])
})

test('a cancellation and what it took back are one event where Shopify gave them one time', () => {
  const cancelled = { ...order, cancelledAt: refunded.happenedAt }
  expect(
    told({ order: cancelled, agreements: [placed, refunded], refunds: [] }, 'A guest'),
  ).toEqual(['A guest ordered 3 pieces.', 'The order was cancelled. 1 piece taken off the order.'])
  const [, why] = told({
    order: { ...cancelled, cancelReason: 'INVENTORY' },
    agreements: [placed, refunded],
    refunds: [],
  })
  expect(why).toContain('The order was cancelled because there was not enough in stock.')
})

test('what has no place in the ledger has its own place in time', () => {
  const events = toStory({
    order: {
      ...order,
      cancelledAt: '2026-03-03T10:00:00.000Z',
      deletedAt: '2026-03-09T10:00:00.000Z',
    },
    agreements: [placed, refunded],
    refunds: [{ ...refund, createdAt: '2026-03-04T10:00:00.000Z' }],
  })
  expect(events.map((event) => tell(event, 'Ann Lee', 'en-US'))).toEqual([
    'Ann Lee ordered 3 pieces.',
    'The order was cancelled.',
    '$12.50 was paid back.',
    '1 piece taken off the order.',
    'The order was deleted at Shopify. It counts nowhere since.',
  ])
})

test('an imported order was placed on its order date, however late it was recorded', () => {
  const [first] = toStory({
    order: { ...order, processedAt: '2019-05-01T10:00:00.000Z' },
    agreements: [placed],
    refunds: [],
  })
  expect(first?.at).toBe('2019-05-01T10:00:00.000Z')
})
