import { z } from 'zod'
import { Metadata } from './metadata.ts'
import { Money } from './money.ts'
import { orderFields } from './order-list.ts'
import { Day } from './range.ts'

/** GET /api/orders/:id. */
export const OrderParams = z.object({
  id: z.string().meta({ description: "Shopify's numeric id" }),
})

export const OrderId = z.string().regex(/^\d{1,18}$/)

/** A row of the ledger, signed as Shopify signs it: what comes back is negative. */
export const OrderSale = z
  .object({
    id: z.string(),
    actionType: z.enum(['ORDER', 'RETURN', 'UPDATE', 'UNKNOWN']),
    lineType: z.enum([
      'PRODUCT',
      'SHIPPING',
      'TIP',
      'GIFT_CARD',
      'DUTY',
      'FEE',
      'ADDITIONAL_FEE',
      'ADJUSTMENT',
      'UNKNOWN',
    ]),
    title: z
      .string()
      .nullable()
      .meta({ description: 'Of the order’s line; null for what has none, such as shipping' }),
    sku: z.string().nullable(),
    productId: z.string().nullable(),
    quantity: z.int().nullable(),
    gross: Money.meta({ description: 'Without tax, before discounts' }),
    discounts: Money.meta({ description: 'Negative on what was sold' }),
    net: Money.meta({ description: 'gross + discounts' }),
    taxes: Money,
    total: Money.meta({ description: 'net + taxes' }),
    presentmentTotal: Money.nullable().meta({
      description: '`total` as the customer saw it; null where that is the same currency',
    }),
  })
  .meta({ id: 'OrderSale' })

export type OrderSale = z.infer<typeof OrderSale>

export const OrderAgreement = z
  .object({
    id: z.string(),
    reason: z.enum(['ORDER', 'ORDER_EDIT', 'REFUND', 'RETURN']),
    happenedAt: z.iso.datetime(),
    day: Day.meta({
      description: 'That it counts on, in the shop’s zone: for reason ORDER the order date',
    }),
    units: z.int().meta({ description: 'Of products; negative: they came back' }),
    net: Money,
    taxes: Money,
    total: Money.meta({ description: 'Of all its sales, tips and gift cards included' }),
    totalSales: Money.meta({ description: 'Of all its sales but tips and gift cards' }),
    runningTotal: Money.meta({ description: '`total` of this one and all before it' }),
    sales: z.array(OrderSale),
  })
  .meta({ id: 'OrderAgreement', description: 'What happened to the order at one moment' })

export type OrderAgreement = z.infer<typeof OrderAgreement>

export const OrderLine = z
  .object({
    id: z.string(),
    title: z.string(),
    sku: z.string().nullable(),
    productId: z.string().nullable(),
    variantId: z.string().nullable(),
    quantity: z.int().meta({ description: 'As ordered' }),
    currentQuantity: z.int().meta({ description: 'After edits, refunds and removals' }),
    isGiftCard: z.boolean(),
    unitPrice: Money,
  })
  .meta({ id: 'OrderLine' })

export type OrderLine = z.infer<typeof OrderLine>

export const OrderBalance = z
  .object({
    balanced: z.boolean(),
    ledgerTotal: Money.meta({ description: 'All sales of all agreements, added up' }),
    currentTotal: Money.meta({ description: 'Shopify’s own: currentTotalPriceSet' }),
    difference: Money.meta({ description: 'ledgerTotal − currentTotal' }),
    cashRounding: Money.meta({ description: 'As Shopify states it' }),
    refundDiscrepancy: Money.meta({ description: 'As Shopify states it' }),
    explanation: z.string().meta({ description: 'A plain sentence' }),
  })
  .meta({ id: 'OrderBalance' })

export type OrderBalance = z.infer<typeof OrderBalance>

export const OrderResponse = z.object({
  order: z
    .object({
      ...orderFields,
      createdAt: z.iso.datetime(),
      updatedAt: z.iso.datetime(),
      cancelledAt: z.iso.datetime().nullable(),
      cancelReason: z.string().nullable().meta({
        description: 'Shopify’s word, such as CUSTOMER or FRAUD; null where none is said',
      }),
      deletedAt: z.iso.datetime().nullable(),
      syncedAt: z.iso.datetime().meta({ description: 'When this version was written here' }),
      originalTotal: Money.meta({ description: 'Shopify’s own: originalTotalPriceSet' }),
      totalRefunded: Money.meta({ description: 'Shopify’s own: totalRefundedSet' }),
      adminUrl: z.string().meta({ description: 'Of the order in Shopify’s admin' }),
    })
    .meta({ id: 'Order' }),
  agreements: z.array(OrderAgreement).meta({ description: 'The ledger, in the order of time' }),
  balance: OrderBalance,
  lines: z.array(OrderLine).meta({ description: 'Lines that were removed included' }),
  refunds: z
    .array(
      z.object({
        id: z.string(),
        createdAt: z.iso.datetime().nullable(),
        processedAt: z.iso.datetime().nullable(),
        totalRefunded: Money.meta({ description: 'The money given back' }),
      }),
    )
    .meta({ description: 'The documents; what they do to the figures is in the agreements' }),
  metadata: Metadata,
})

export type OrderResponse = z.infer<typeof OrderResponse>
