import type { CustomerFigures } from './customer-figures.ts'
import { type Filters, isUnfiltered } from './filters.ts'

type Field = keyof CustomerFigures

const ELSEWHERE = 'For a range as a whole it is counted, from the orders themselves.'

const OF_PRODUCT = `Who ordered is not kept by day for each product. ${ELSEWHERE}`
const OF_SEGMENT =
  'Which customers placed the orders that pass this filter is not kept by day, only how many of the ' +
  `orders were their first and how many were guests’. ${ELSEWHERE}`
const OF_RETURNING = `Who placed two later orders in one bucket is not kept by day. ${ELSEWHERE}`

/** What `orderingHistory` leaves null under these filters, and why: sentences for a merchant. */
export function untoldWhoOrdered(filters: Filters): Partial<Record<Field, string>> {
  const { customerType, product, ...segment } = filters
  if (product !== undefined) return because(OF_PRODUCT, ALL)
  if (customerType === 'guest') return {}
  if (isUnfiltered(segment)) {
    return customerType === 'returning' ? because(OF_RETURNING, ['repeatPurchaseRate']) : {}
  }
  if (customerType === 'new') return because(OF_SEGMENT, RETURNING)
  return because(OF_SEGMENT, ['orderingCustomers', ...RETURNING, 'repeatPurchaseRate'])
}

const RETURNING: readonly Field[] = ['returningCustomers', 'returningCustomerRate']

const ALL: readonly Field[] = [
  'orderingCustomers',
  'guestOrders',
  'newCustomers',
  ...RETURNING,
  'repeatPurchaseRate',
]

function because(reason: string, fields: readonly Field[]): Partial<Record<Field, string>> {
  return Object.fromEntries(fields.map((field) => [field, reason]))
}
