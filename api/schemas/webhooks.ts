import { z } from 'zod'

/** GET /api/webhooks. */
export const WebhooksResponse = z.object({
  subscriptions: z
    .object({
      checkedAt: z.iso.datetime().meta({ description: 'Syncs look about once a day' }),
      address: z.string().nullable().meta({
        description: 'Where Shopify sends them; null: nowhere, and `fault` says why',
      }),
      topics: z.array(z.string()).meta({ description: 'As Shopify names them: ORDERS_CREATE' }),
      fault: z.string().nullable().meta({ description: 'Why not all come, in a plain sentence' }),
    })
    .nullable()
    .meta({ description: 'null: no sync has looked yet' }),
  lastReceivedAt: z.iso.datetime().nullable().meta({
    description: 'When the last one came; null: none within two days',
  }),
  pending: z.int().meta({ description: 'Received, and not yet read by a sync' }),
})

export type WebhooksResponse = z.infer<typeof WebhooksResponse>
