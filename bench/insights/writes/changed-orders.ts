import type { CustomerInput, OrderInput } from '@tidemark/db/ingest'

/** Later than every order of the data set. */
const LATER = '2026-11-26T12:00:00Z'

/** The order after its first product came back. */
export function refunded(order: OrderInput): OrderInput {
  const { id, sales } = order
  const [product] = sales
  if (product === undefined) throw new Error(`Order ${id} has no ledger`)
  const back = {
    ...product,
    id: `${id}9`,
    agreementId: `${id}9`,
    reason: 'REFUND',
    happenedAt: LATER,
    actionType: 'RETURN',
    quantity: -(product.quantity ?? 0),
    totalAmount: negative(product.totalAmount),
    discountBeforeTax: negative(product.discountBeforeTax),
    taxAmount: negative(product.taxAmount),
    presentmentTotal: negative(product.presentmentTotal),
  } as const
  return { ...order, updatedAt: LATER, sales: [...sales, back] }
}

/** Another order of the same customer, placed today. */
export function orderedAgain(order: OrderInput, id: string): OrderInput {
  const today = { processedAt: LATER, createdAt: LATER, updatedAt: LATER }
  const sales = order.sales.map((sale) => ({ ...sale, happenedAt: LATER }))
  return { ...order, ...today, id, name: `#${id}`, sales }
}

/** A customer whose orders changed: Shopify counts another lifetime value, and says so. */
export function spentMore(customer: CustomerInput): CustomerInput {
  const ordersCount = String(Number(customer.ordersCount) + 1)
  return { ...customer, ordersCount, updatedAt: LATER, readAt: LATER }
}

function negative(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`
}
