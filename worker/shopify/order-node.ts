import { z } from 'zod'
import { nodesSchema, pageInfoSchema } from './connection.ts'
import { moneySchema, shopMoneySchema } from './money.ts'

const reference = z.object({ id: z.string() })

export const lineSchema = z.object({
  id: z.string(),
  title: z.string(),
  sku: z.string().nullish(),
  quantity: z.int(),
  currentQuantity: z.int(),
  isGiftCard: z.boolean(),
  originalUnitPriceSet: shopMoneySchema,
  product: reference.nullish(),
  variant: reference.nullish(),
})

export const saleSchema = z.object({
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
  quantity: z.int().nullish(),
  totalAmount: z.object({ shopMoney: moneySchema, presentmentMoney: moneySchema }),
  totalDiscountAmountBeforeTaxes: shopMoneySchema,
  totalDiscountAmountAfterTaxes: shopMoneySchema,
  totalTaxAmount: shopMoneySchema,
  lineItem: reference.nullish(),
})

export const agreementSchema = z.object({
  id: z.string(),
  reason: z.enum(['ORDER', 'ORDER_EDIT', 'REFUND', 'RETURN', 'UNKNOWN']),
  happenedAt: z.string(),
  sales: nodesSchema(saleSchema),
})

/** Edges and not nodes: the cursor of one agreement is the way to the next one's sales. */
export const agreementsSchema = z.object({
  edges: z.array(z.object({ cursor: z.string(), node: agreementSchema })),
  pageInfo: pageInfoSchema,
})

export const linesSchema = nodesSchema(lineSchema)

/** An order as `OrderFields` asks for it. */
export const orderSchema = z.object({
  id: z.string(),
  name: z.string(),
  customer: reference.nullish(),
  processedAt: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  cancelledAt: z.string().nullish(),
  cancelReason: z.string().nullish(),
  test: z.boolean(),
  currencyCode: z.string(),
  presentmentCurrencyCode: z.string(),
  displayFinancialStatus: z.string().nullish(),
  displayFulfillmentStatus: z.string().nullish(),
  sourceName: z.string().nullish(),
  displayAddress: z.object({ countryCodeV2: z.string().nullish() }).nullish(),
  originalTotalPriceSet: shopMoneySchema,
  currentTotalPriceSet: shopMoneySchema,
  totalRefundedSet: shopMoneySchema,
  refundDiscrepancySet: shopMoneySchema.optional(),
  totalCashRoundingAdjustment: z
    .object({ paymentSet: shopMoneySchema, refundSet: shopMoneySchema })
    .optional(),
  lineItems: linesSchema,
  agreements: agreementsSchema,
  refunds: z
    .array(
      z.object({
        id: z.string(),
        createdAt: z.string().nullish(),
        processedAt: z.string().nullish(),
        updatedAt: z.string().nullish(),
        totalRefundedSet: z.object({ shopMoney: moneySchema }),
      }),
    )
    .optional(),
})

export type OrderNode = z.infer<typeof orderSchema>
export type RefundNode = NonNullable<OrderNode['refunds']>[number]
export type LineNode = z.infer<typeof lineSchema>
export type SaleNode = z.infer<typeof saleSchema>
export type AgreementEdge = z.infer<typeof agreementsSchema>['edges'][number]

/** An order whose inner connections have been read to their ends. */
export type CompleteOrder = {
  node: OrderNode
  lines: LineNode[]
  agreements: { id: string; reason: AgreementReason; happenedAt: string; sales: SaleNode[] }[]
}
export type AgreementReason = z.infer<typeof agreementSchema>['reason']
