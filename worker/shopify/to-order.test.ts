import { describe, expect, it } from 'vitest'
import { orderSchema } from './order-node.ts'
import { toOrder } from './to-order.ts'

const money = (amount: string) => ({ shopMoney: { amount } })
const bag = (amount: string, presentment = amount) => ({
  shopMoney: { amount, currencyCode: 'EUR' },
  presentmentMoney: { amount: presentment, currencyCode: 'CHF' },
})
const end = { hasNextPage: false, endCursor: null }

const node = orderSchema.parse({
  id: 'gid://shopify/Order/7000000000001',
  name: '#1001',
  customer: null,
  processedAt: '2026-07-02T22:44:07Z',
  createdAt: '2026-07-02T22:44:07Z',
  updatedAt: '2026-07-03T22:44:07Z',
  cancelledAt: '2026-07-03T22:44:07Z',
  cancelReason: 'CUSTOMER',
  test: false,
  currencyCode: 'EUR',
  presentmentCurrencyCode: 'CHF',
  displayFinancialStatus: 'PAID',
  displayFulfillmentStatus: 'UNFULFILLED',
  sourceName: 'web',
  displayAddress: { countryCodeV2: 'CH' },
  originalTotalPriceSet: money('45.0'),
  currentTotalPriceSet: money('35.0'),
  totalRefundedSet: money('10.0'),
  refundDiscrepancySet: money('0.0'),
  totalCashRoundingAdjustment: { paymentSet: money('0.03'), refundSet: money('-0.1') },
  lineItems: {
    nodes: [
      {
        id: 'gid://shopify/LineItem/11',
        title: 'Cup',
        sku: null,
        quantity: 2,
        currentQuantity: 1,
        isGiftCard: false,
        originalUnitPriceSet: money('22.5'),
        product: { id: 'gid://shopify/Product/5' },
        variant: null,
      },
    ],
    pageInfo: end,
  },
  agreements: {
    edges: [
      {
        cursor: 'a',
        node: {
          id: 'gid://shopify/SalesAgreement/21',
          reason: 'UNKNOWN',
          happenedAt: '2026-07-02T22:44:07Z',
          sales: {
            nodes: [
              {
                id: 'gid://shopify/Sale/31',
                actionType: 'ORDER',
                lineType: 'PRODUCT',
                quantity: 2,
                totalAmount: bag('45.0', '42.1'),
                totalDiscountAmountBeforeTaxes: money('5.0'),
                totalDiscountAmountAfterTaxes: money('5.5'),
                totalTaxAmount: money('3.1'),
                lineItem: { id: 'gid://shopify/LineItem/11' },
              },
            ],
            pageInfo: end,
          },
        },
      },
    ],
    pageInfo: end,
  },
  refunds: [],
})

describe('an order', () => {
  const agreements = node.agreements.edges.map(({ node: { sales, ...rest } }) => ({
    ...rest,
    sales: sales.nodes,
  }))
  const order = toOrder({ node, lines: node.lineItems.nodes, agreements })

  it('keeps ids as numbers in strings and money as Shopify wrote it', () => {
    expect(order).toMatchObject({
      id: '7000000000001',
      customerId: null,
      countryCode: 'CH',
      cancelReason: 'CUSTOMER',
      originalTotal: '45.0',
      currentTotal: '35.0',
      cashRounding: '-0.07',
      lines: [{ id: '11', productId: '5', variantId: null, quantity: 2, currentQuantity: 1 }],
    })
  })

  it('has one ledger row for each sale, in both currencies, dated by its agreement', () => {
    expect(order.sales).toEqual([
      {
        id: '31',
        agreementId: '21',
        reason: 'ORDER_EDIT',
        happenedAt: '2026-07-02T22:44:07Z',
        actionType: 'ORDER',
        lineType: 'PRODUCT',
        quantity: 2,
        totalAmount: '45.0',
        discountBeforeTax: '5.0',
        discountAfterTax: '5.5',
        taxAmount: '3.1',
        currencyCode: 'EUR',
        presentmentTotal: '42.1',
        presentmentCurrencyCode: 'CHF',
        lineItemId: '11',
      },
    ])
  })

  it('that is not what the schema promises is refused', () => {
    expect(orderSchema.safeParse({ ...node, currencyCode: null }).success).toBe(false)
    expect(orderSchema.safeParse({ ...node, originalTotalPriceSet: money('1e3') }).success).toBe(
      false,
    )
  })
})
