import { type Db, inTenant } from '@tidemark/db'
import {
  ingestCustomers,
  ingestOrders,
  markDeleted,
  type OrderInput,
  type SaleInput,
} from '@tidemark/db/ingest'

type Sold = Pick<SaleInput, 'totalAmount'> & Partial<SaleInput>

/** The customers: Ann Lee and Bob Smith, and Eve, who was deleted. */
const [ANN, BOB, EVE] = ['7', '8', '9'] as const

/**
 * Orders in US dollars, for a shop in New York. 101 was placed late on 28 February with a tip, edited
 * and partly refunded. 102 is a guest's, seen in euros and paid in cash; 103 was cancelled; 104 is a
 * test; 105 does not add up; 106 was deleted; 110 was placed in the same second as 105.
 */
export async function fillOrderShop(db: Db, tenantId: string): Promise<void> {
  await inTenant(db, tenantId, async (trx) => {
    await ingestCustomers(trx, [
      toCustomer(ANN, 'Ann Lee'),
      toCustomer(BOB, 'Bob Smith'),
      toCustomer(EVE, 'Eve Lee'),
    ])
    await ingestOrders(trx, ORDERS)
    await markDeleted(trx, 'customers', [EVE], null)
    await markDeleted(trx, 'orders', ['106'], '2026-03-09T00:00:00Z')
  })
}

const EDITED = {
  agreementId: '2',
  reason: 'ORDER_EDIT',
  happenedAt: '2026-03-02T12:00:00Z',
} as const
const REFUNDED = {
  agreementId: '3',
  reason: 'REFUND',
  happenedAt: '2026-03-05T12:00:00Z',
  actionType: 'RETURN',
} as const

const ORDERS: OrderInput[] = [
  toOrder(
    '101',
    '2026-03-01T03:30:00Z',
    {
      name: '#1001',
      customerId: ANN,
      financialStatus: 'PARTIALLY_REFUNDED',
      countryCode: 'US',
      originalTotal: '231.8',
      currentTotal: '177.5',
      totalRefunded: '108.3',
      refunds: [toRefund('31', '108.3')],
    },
    [
      {
        lineItemId: '1',
        quantity: 2,
        totalAmount: '216.0',
        taxAmount: '16.0',
        discountBeforeTax: '20.0',
      },
      { lineType: 'SHIPPING', totalAmount: '10.8', taxAmount: '0.8' },
      { lineType: 'TIP', totalAmount: '5.0' },
      { ...EDITED, lineItemId: '2', quantity: 1, totalAmount: '54.0', taxAmount: '4.0' },
      {
        ...REFUNDED,
        lineItemId: '1',
        quantity: -1,
        totalAmount: '-108.0',
        taxAmount: '-8.0',
        discountBeforeTax: '-10.0',
      },
      { ...REFUNDED, lineType: 'ADJUSTMENT', totalAmount: '-0.3' },
    ],
  ),
  toOrder(
    '102',
    '2026-03-03T12:00:00Z',
    {
      name: '#1002',
      presentmentCurrencyCode: 'EUR',
      fulfillmentStatus: 'UNFULFILLED',
      sourceName: 'pos',
      countryCode: 'DE',
      originalTotal: '20.0',
      currentTotal: '20.0',
      cashRounding: '0.02',
    },
    [
      {
        lineItemId: '1',
        quantity: 1,
        totalAmount: '19.98',
        presentmentTotal: '18.0',
        presentmentCurrencyCode: 'EUR',
      },
    ],
  ),
  toOrder(
    '103',
    '2026-03-04T12:00:00Z',
    {
      name: '#1003',
      customerId: BOB,
      cancelledAt: '2026-03-04T18:00:00Z',
      cancelReason: 'INVENTORY',
      financialStatus: 'VOIDED',
      fulfillmentStatus: null,
      sourceName: null,
      originalTotal: '30.0',
    },
    [
      { lineItemId: '2', quantity: 1, totalAmount: '30.0' },
      { ...REFUNDED, lineItemId: '2', quantity: -1, totalAmount: '-30.0' },
    ],
  ),
  toOrder(
    '104',
    '2026-03-05T12:00:00Z',
    { name: '#1004', customerId: BOB, test: true, currentTotal: '40.0' },
    [{ lineItemId: '2', quantity: 1, totalAmount: '40.0' }],
  ),
  toOrder('105', '2026-03-06T12:00:00Z', { name: '#1005', customerId: EVE, currentTotal: '55.0' }, [
    { lineItemId: '2', quantity: 1, totalAmount: '50.0' },
  ]),
  toOrder('106', '2026-03-07T12:00:00Z', { name: '#1006', customerId: ANN, currentTotal: '70.0' }, [
    { lineItemId: '2', quantity: 1, totalAmount: '70.0' },
  ]),
  toOrder('110', '2026-03-06T12:00:00Z', { name: '#10010', customerId: ANN, currentTotal: '9.5' }, [
    { lineItemId: '2', quantity: 1, totalAmount: '9.5' },
  ]),
]

function toOrder(
  id: string,
  at: string,
  fields: Partial<OrderInput>,
  sold: readonly Sold[],
): OrderInput {
  return {
    id,
    name: `#${id}`,
    customerId: null,
    processedAt: at,
    createdAt: at,
    updatedAt: at,
    cancelledAt: null,
    test: false,
    currencyCode: 'USD',
    presentmentCurrencyCode: 'USD',
    financialStatus: 'PAID',
    fulfillmentStatus: 'FULFILLED',
    sourceName: 'web',
    countryCode: null,
    originalTotal: '0.0',
    currentTotal: '0.0',
    totalRefunded: '0.0',
    cashRounding: '0.0',
    refundDiscrepancy: '0.0',
    lines: [toLine('1', 'Lamp', 2), toLine('2', 'Plate', 1)],
    refunds: [],
    ...fields,
    sales: sold.map((row, place) => toSale(`${id}${place}`, at, row)),
  }
}

function toSale(id: string, happenedAt: string, row: Sold): SaleInput {
  return {
    id,
    agreementId: '1',
    reason: 'ORDER',
    happenedAt,
    actionType: 'ORDER',
    lineType: 'PRODUCT',
    quantity: null,
    discountBeforeTax: '0.0',
    discountAfterTax: '0.0',
    taxAmount: '0.0',
    currencyCode: 'USD',
    presentmentTotal: row.totalAmount,
    presentmentCurrencyCode: 'USD',
    lineItemId: null,
    ...row,
  }
}

function toLine(id: string, title: string, quantity: number): OrderInput['lines'][number] {
  return {
    id,
    productId: `${id}0`,
    variantId: null,
    title,
    sku: `SKU-${id}`,
    quantity,
    currentQuantity: 1,
    isGiftCard: false,
    unitPrice: '110.0',
  }
}

function toRefund(id: string, totalRefunded: string): OrderInput['refunds'][number] {
  const at = REFUNDED.happenedAt
  return {
    id,
    createdAt: at,
    processedAt: null,
    updatedAt: at,
    totalRefunded,
    currencyCode: 'USD',
  }
}

const toCustomer = (id: string, displayName: string) => ({
  id,
  displayName,
  state: 'ENABLED',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  amountSpent: '0.0',
  amountSpentCurrencyCode: 'USD',
  ordersCount: '0',
  readAt: '2026-04-01T00:00:00Z',
})
