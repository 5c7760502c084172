import type { CustomerInput, OrderInput } from '@tidemark/db/ingest'
import { sumMoney } from '../../../db/ingest/money.ts'

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
function orderedAgain(order: OrderInput, id: string): OrderInput {
  const today = { processedAt: LATER, createdAt: LATER, updatedAt: LATER }
  const sales = order.sales.map((sale) => ({ ...sale, happenedAt: LATER }))
  return { ...order, ...today, id, name: `#${id}`, sales }
}

/** Orders of a later sync as they were and as it finds them, with their customers. */
export interface Found {
  customers: CustomerInput[]
  orders: OrderInput[]
}

/**
 * Half of the orders are refunded, the others' customers ordered the same again; the new orders' ids
 * count from `nextId` on. Shopify has added both to what these customers have spent.
 */
export function changeAll(stored: Found, nextId: number): Found {
  const more = new Map<string, string[]>()
  const orders = stored.orders.map((order, at) => {
    const changed = at % 2 === 0 ? refunded(order) : orderedAgain(order, String(nextId + at))
    const added = at % 2 === 0 ? changed.sales.slice(-1) : changed.sales
    const amounts = added.filter(isSpent).map((sale) => sale.totalAmount)
    const customer = order.customerId ?? ''
    more.set(customer, [...(more.get(customer) ?? []), ...amounts])
    return changed
  })
  const customers = stored.customers.map((one) => spentMore(one, more.get(one.id) ?? []))
  return { customers, orders }
}

/** What counts towards a lifetime value. */
const isSpent = ({ lineType }: OrderInput['sales'][number]): boolean =>
  lineType !== 'TIP' && lineType !== 'GIFT_CARD'

function spentMore(customer: CustomerInput, amounts: readonly string[]): CustomerInput {
  const { amountSpent, ordersCount } = customer
  if (amountSpent === null) throw new Error(`Customer ${customer.id} has no lifetime value`)
  return {
    ...customer,
    amountSpent: sumMoney([amountSpent, ...amounts]),
    ordersCount: String(Number(ordersCount) + 1),
    updatedAt: LATER,
    readAt: LATER,
  }
}

function negative(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`
}
