import { z } from 'zod'
import { Day, Reversals } from './range.ts'

const usualReversals = Reversals.meta({
  description:
    'On which day the dashboard counts returns, edits and cancellations where its address does ' +
    'not say. The routes of figures do not follow it: their own default is `event`',
})

/** GET /api/shop. */
export const ShopResponse = z.object({
  id: z.string(),
  shopDomain: z.string(),
  name: z.string(),
  currencyCode: z.string().nullable().meta({ description: 'null until a sync has read the shop' }),
  timeZone: z.string().nullable().meta({ description: 'IANA name; null until a sync has read it' }),
  status: z.enum(['active', 'paused', 'needs_attention', 'removed']),
  firstOrderDay: Day.nullable().meta({ description: 'The day of the first order that counts' }),
  lastSyncedAt: z.iso.datetime().nullable(),
  syncIntervalSeconds: z.int(),
  usualReversals,
})

export type ShopResponse = z.infer<typeof ShopResponse>

/** PATCH /api/shop. */
export const ShopSettings = z.object({ usualReversals })

/** GET /api/health. */
export const HealthResponse = z.object({ status: z.literal('ok') })
