import type { CustomerInput } from '@tidemark/db/ingest'
import { z } from 'zod'
import { toNumericId } from './gid.ts'
import { moneySchema } from './money.ts'

export const customerSchema = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  state: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  amountSpent: moneySchema,
  numberOfOrders: z.string().regex(/^\d+$/),
})

/** @param readAt ISO: Shopify's own figures lag, so their age is kept beside them */
export function toCustomer(node: z.infer<typeof customerSchema>, readAt: string): CustomerInput {
  return {
    id: toNumericId(node.id),
    displayName: toName(node.displayName ?? null),
    state: node.state,
    createdAt: node.createdAt,
    updatedAt: node.updatedAt,
    amountSpent: node.amountSpent.amount,
    amountSpentCurrencyCode: node.amountSpent.currencyCode,
    ordersCount: node.numberOfOrders,
    readAt,
  }
}

/**
 * Where a customer has no name, Shopify's `displayName` is the e-mail address, and without one the
 * phone number. Those are not kept.
 */
function toName(displayName: string | null): string | null {
  if (displayName === null || displayName.includes('@')) return null
  return /^[+\d\s().-]+$/.test(displayName) ? null : displayName
}
