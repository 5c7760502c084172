import type {
  CustomerInput,
  OrderInput,
  OrderLineInput,
  ProductInput,
  RefundInput,
  SaleInput,
} from '../inputs.ts'

/** Inputs for tests: say what matters to the test, the rest is a plain, balanced nothing. */

export function order(fields: Partial<OrderInput> & { id: string }): OrderInput {
  const at = fields.processedAt ?? '2026-03-10T12:00:00Z'
  const currencyCode = fields.currencyCode ?? 'USD'
  return {
    name: `#${fields.id}`,
    customerId: null,
    processedAt: at,
    createdAt: at,
    updatedAt: at,
    cancelledAt: null,
    test: false,
    currencyCode,
    presentmentCurrencyCode: currencyCode,
    financialStatus: 'PAID',
    fulfillmentStatus: 'UNFULFILLED',
    sourceName: 'web',
    countryCode: 'US',
    originalTotal: '0.0',
    currentTotal: '0.0',
    totalRefunded: '0.0',
    cashRounding: '0.0',
    refundDiscrepancy: '0.0',
    lines: [],
    sales: [],
    refunds: [],
    ...fields,
  }
}

export function line(fields: Partial<OrderLineInput> & { id: string }): OrderLineInput {
  return {
    productId: null,
    variantId: null,
    title: 'A thing',
    sku: null,
    quantity: 1,
    currentQuantity: 1,
    isGiftCard: false,
    unitPrice: '10.0',
    ...fields,
  }
}

export function sale(fields: Partial<SaleInput> & { id: string }): SaleInput {
  const currencyCode = fields.currencyCode ?? 'USD'
  return {
    agreementId: '1',
    reason: 'ORDER',
    happenedAt: '2026-03-10T12:00:00Z',
    actionType: 'ORDER',
    lineType: 'PRODUCT',
    quantity: 1,
    totalAmount: '10.0',
    discountBeforeTax: '0.0',
    discountAfterTax: '0.0',
    taxAmount: '0.0',
    currencyCode,
    presentmentTotal: fields.totalAmount ?? '10.0',
    presentmentCurrencyCode: currencyCode,
    lineItemId: null,
    ...fields,
  }
}

/** What came back: mirrored signs are the caller's. */
export function reversal(fields: Partial<SaleInput> & { id: string }): SaleInput {
  return sale({ reason: 'REFUND', actionType: 'RETURN', quantity: -1, ...fields })
}

export function refund(fields: Partial<RefundInput> & { id: string }): RefundInput {
  return {
    createdAt: '2026-03-11T12:00:00Z',
    processedAt: '2026-03-11T12:00:00Z',
    updatedAt: '2026-03-11T12:00:00Z',
    totalRefunded: '0.0',
    currencyCode: 'USD',
    ...fields,
  }
}

export function customer(fields: Partial<CustomerInput> & { id: string }): CustomerInput {
  return {
    displayName: `Customer ${fields.id}`,
    state: 'ENABLED',
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    amountSpent: '0.0',
    amountSpentCurrencyCode: 'USD',
    ordersCount: '0',
    readAt: '2026-04-01T00:00:00Z',
    ...fields,
  }
}

export function product(fields: Partial<ProductInput> & { id: string }): ProductInput {
  return {
    title: `Product ${fields.id}`,
    handle: `product-${fields.id}`,
    status: 'ACTIVE',
    vendor: null,
    productType: null,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    variants: [],
    variantsComplete: true,
    ...fields,
  }
}
