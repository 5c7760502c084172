import type { Money, TopCustomer } from '@tidemark/api/contract'
import { describe, expect, test } from 'vitest'
import { lagOf, sumLags } from './lag.ts'

const usd = (amount: string): Money => ({ amount, currencyCode: 'USD' })

function customer(ours: string, shopify: Money | null): TopCustomer {
  return {
    id: '1',
    displayName: 'Customer #1',
    totalSpent: usd(ours),
    ordersCount: 3,
    firstOrderAt: '2026-01-01T00:00:00Z',
    lastOrderAt: '2026-11-01T00:00:00Z',
    averageOrderValue: usd('10.00'),
    shopifyAmountSpent: shopify,
    shopifyOrdersCount: 0,
    shopifyReadAt: '2026-11-02T00:00:00Z',
  }
}

describe('the lag of Shopify’s own value', () => {
  test('is the exact difference, and the share that Shopify shows', () => {
    expect(lagOf(customer('400.10', usd('100.00')))).toMatchObject({ difference: usd('300.10') })
    expect(lagOf(customer('400.00', usd('100.0')))?.share).toBe(0.25)
    expect(lagOf(customer('400.00', usd('0.0')))?.share).toBe(0)
  })

  test('is nothing where both agree or cannot be compared', () => {
    expect(lagOf(customer('45.00', usd('45.0')))).toBeNull()
    expect(lagOf(customer('45.00', null))).toBeNull()
    expect(lagOf(customer('45.00', { amount: '0.0', currencyCode: 'EUR' }))).toBeNull()
  })

  test('is added up over the customers with whom Shopify is behind', () => {
    const customers = [
      customer('10.10', usd('0.0')),
      customer('20.20', usd('0.1')),
      customer('5.00', usd('9.00')),
      customer('1.00', null),
    ]
    expect(sumLags(customers)).toEqual({ behind: 2, by: usd('30.20') })
    expect(sumLags([])).toEqual({ behind: 0, by: null })
  })
})
