import { z } from 'zod'
import { MAX_INTERVAL_SECONDS, MIN_INTERVAL_SECONDS } from '@tidemark/worker/contract'

const Entity = z.enum(['orders', 'customers', 'products'])

/** POST /api/shop/control. */
export const ShopCommand = z.discriminatedUnion('command', [
  z.object({
    command: z
      .literal('pause')
      .meta({ description: 'No syncs until `resume`; one under way is cancelled' }),
  }),
  z.object({ command: z.literal('resume').meta({ description: 'Synced on schedule again' }) }),
  z.object({
    command: z
      .literal('cancel')
      .meta({ description: 'Ends the sync under way; the next one goes on where it stopped' }),
  }),
  z.object({
    command: z.literal('retryRejected').meta({
      description: 'Tries the rows that were set aside again, and starts a sync for it',
    }),
  }),
  z.object({
    command: z.literal('setInterval'),
    seconds: z
      .int()
      .min(MIN_INTERVAL_SECONDS)
      .max(MAX_INTERVAL_SECONDS)
      .meta({ description: 'Between scheduled syncs' }),
  }),
  z.object({
    command: z.literal('resync').meta({
      description: 'Reads all of an entity again, over the rows that are there, by a sync',
    }),
    entity: Entity,
  }),
])

export type ShopCommand = z.infer<typeof ShopCommand>

export const ControlResponse = z.object({
  done: z
    .boolean()
    .meta({ description: 'false: there was nothing to do, and nothing was changed' }),
  sentence: z.string().meta({ description: 'What came of it, in plain words' }),
})

export type ControlResponse = z.infer<typeof ControlResponse>
