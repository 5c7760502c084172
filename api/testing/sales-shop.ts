import { type Db, inTenant } from '@tidemark/db'
import {
  ingestCustomers,
  ingestOrders,
  ingestProducts,
  type OrderInput,
  type SaleInput,
} from '@tidemark/db/ingest'
import { drain } from '@tidemark/db/testing'

type Sold = Pick<SaleInput, 'totalAmount'> & Partial<SaleInput>

/** Ids of the two products, and of their lines in every order. */
const [LAMP, PLATE] = ['1', '2']

/**
 * A shop in UTC and US dollars with five orders: by customer 7 on 29 February 2024 and a year later,
 * by a guest and customer 8 on 1 March 2025, and once more by 8, who on that day, the 5th, also gave a
 * plate back and was given 5.00 less than it was worth.
 */
export async function fillSalesShop(db: Db, tenantId: string): Promise<void> {
  await inTenant(db, tenantId, async (trx) => {
    await ingestProducts(trx, [toProduct(LAMP, 'Lamp'), toProduct(PLATE, 'Plate')])
    await ingestCustomers(trx, ['7', '8'].map(toCustomer))
    await ingestOrders(trx, [
      toOrder('11', '2024-02-29T10:00:00Z', { customerId: '7', countryCode: 'DE' }, [
        { lineItemId: LAMP, totalAmount: '100.00' },
        { lineType: 'SHIPPING', totalAmount: '10.00' },
      ]),
      toOrder('12', '2025-02-28T10:00:00Z', { customerId: '7', countryCode: 'DE' }, [
        { lineItemId: LAMP, totalAmount: '50.00' },
      ]),
      toOrder('13', '2025-03-01T10:00:00Z', { sourceName: 'pos', presentmentCurrencyCode: 'CAD' }, [
        { lineItemId: PLATE, totalAmount: '30.00' },
      ]),
      toOrder('14', '2025-03-01T11:00:00Z', OF_EIGHT, [
        { lineItemId: LAMP, totalAmount: '20.00' },
        { lineItemId: PLATE, totalAmount: '40.00' },
        { ...RETURNED, lineItemId: PLATE, totalAmount: '-40.00', quantity: -1 },
        { ...RETURNED, lineType: 'ADJUSTMENT', totalAmount: '-5.00' },
      ]),
      toOrder('15', '2025-03-05T10:00:00Z', OF_EIGHT, [
        { lineItemId: PLATE, totalAmount: '60.00' },
      ]),
    ])
  })
  await drain(db, tenantId)
}

/** An order of one line. */
export interface SoldOrder {
  id: string
  at: string
  customerId: string | null
  amount: string
  currencyCode: string
}

/** Puts orders of one line each into a shop. */
export async function sellAt(
  db: Db,
  tenantId: string,
  orders: readonly SoldOrder[],
): Promise<void> {
  const inputs = orders.map(({ id, at, customerId, amount, currencyCode }) => {
    const presentment = { presentmentCurrencyCode: currencyCode }
    const sold = { lineItemId: LAMP, totalAmount: amount, currencyCode, ...presentment }
    return toOrder(id, at, { customerId, currencyCode, ...presentment }, [sold])
  })
  await inTenant(db, tenantId, (trx) => ingestOrders(trx, inputs))
  await drain(db, tenantId)
}

const OF_EIGHT = { customerId: '8', countryCode: 'AT', presentmentCurrencyCode: 'EUR' }
const RETURNED = {
  agreementId: '2',
  reason: 'REFUND',
  actionType: 'RETURN',
  happenedAt: '2025-03-05T12:00:00Z',
} as const

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
    originalTotal: '0',
    currentTotal: '0',
    totalRefunded: '0',
    cashRounding: '0',
    refundDiscrepancy: '0',
    lines: [toLine(LAMP), toLine(PLATE)],
    refunds: [],
    ...fields,
    sales: sold.map((row, place) => toSale(`${id}${place}`, at, row)),
  }
}

function toSale(id: string, happenedAt: string, row: Sold): SaleInput {
  const { lineItemId = null } = row
  return {
    id,
    agreementId: '1',
    reason: 'ORDER',
    happenedAt,
    actionType: 'ORDER',
    lineType: 'PRODUCT',
    quantity: lineItemId === null ? null : 1,
    discountBeforeTax: '0',
    discountAfterTax: '0',
    taxAmount: '0',
    currencyCode: 'USD',
    presentmentTotal: row.totalAmount,
    presentmentCurrencyCode: 'USD',
    ...row,
    lineItemId,
  }
}

const toLine = (id: string) => ({
  id,
  productId: id,
  variantId: null,
  title: 'A thing',
  sku: null,
  quantity: 1,
  currentQuantity: 1,
  isGiftCard: false,
  unitPrice: '1.00',
})

const toProduct = (id: string, title: string) => ({
  id,
  title,
  handle: title.toLowerCase(),
  status: 'ACTIVE',
  vendor: null,
  productType: null,
  createdAt: '2024-01-01T00:00:00Z',
  updatedAt: '2024-01-01T00:00:00Z',
  variants: [],
  variantsComplete: true,
})

const toCustomer = (id: string) => ({
  id,
  displayName: `Customer ${id}`,
  state: 'ENABLED',
  createdAt: '2024-01-01T00:00:00Z',
  updatedAt: '2024-01-01T00:00:00Z',
  amountSpent: '0.0',
  amountSpentCurrencyCode: 'USD',
  ordersCount: '0',
  readAt: '2025-04-01T00:00:00Z',
})
