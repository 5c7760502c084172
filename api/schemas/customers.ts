import { z } from 'zod'
import { Money } from './money.ts'

/** GET /api/customers/top. */
export const TopCustomersQuery = z.object({
  limit: z.coerce.number().int().min(1).max(250).default(10),
})

export const TopCustomer = z
  .object({
    id: z.string().meta({ description: "Shopify's numeric id" }),
    displayName: z.string(),
    totalSpent: Money.meta({ description: 'Lifetime value: total sales of all orders, all time' }),
    ordersCount: z.int(),
    firstOrderAt: z.iso.datetime(),
    lastOrderAt: z.iso.datetime(),
    averageOrderValue: Money,
    shopifyAmountSpent: Money.nullable().meta({ description: "Shopify's own value, which lags" }),
    shopifyOrdersCount: z.int().nullable(),
    shopifyReadAt: z.iso.datetime().nullable().meta({ description: 'When Shopify said so' }),
  })
  .meta({ id: 'TopCustomer' })

export type TopCustomer = z.infer<typeof TopCustomer>

export const TopCustomersResponse = z.object({
  customers: z.array(TopCustomer).meta({ description: 'By totalSpent, then by id' }),
})

export type TopCustomersResponse = z.infer<typeof TopCustomersResponse>
