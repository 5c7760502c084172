import { z } from 'zod'
import { Day } from './range.ts'

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
})

export type ShopResponse = z.infer<typeof ShopResponse>

/** GET /api/health. */
export const HealthResponse = z.object({ status: z.literal('ok') })
