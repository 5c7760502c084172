import { z } from 'zod'

/** GET /api/sync. */
export const SyncQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(20) })

/** POST /api/sync. */
export const SyncNowResponse = z.object({
  workflowId: z.string(),
  runId: z.string(),
  status: z.enum(['started', 'already_running']),
})

export type SyncNowResponse = z.infer<typeof SyncNowResponse>

/** What a run did with one kind of thing, in rows. */
export const EntityProgress = z
  .object({
    read: z.int(),
    changed: z.int(),
    rejected: z.int(),
    total: z
      .int()
      .nullable()
      .meta({ description: 'What Shopify counts; null when it was not told' }),
    done: z.boolean(),
    mode: z
      .enum(['pages', 'bulk'])
      .nullable()
      .meta({ description: 'How it is read; null where neither applies' }),
    prepared: z.int().nullable().meta({
      description:
        'By bulk: objects that Shopify has put into the file so far, while it prepares it',
    }),
    rowsPerSecond: z.number().nullable().meta({
      description: 'On average since it began; null within the first second and when it is done',
    }),
    secondsLeft: z
      .int()
      .nullable()
      .meta({ description: 'An estimate; null while nobody can know, and when it is done' }),
  })
  .meta({ id: 'EntityProgress' })

export type EntityProgress = z.infer<typeof EntityProgress>

export const Run = z
  .object({
    workflowId: z.string(),
    runId: z
      .string()
      .nullable()
      .meta({ description: 'null for the moment between a request and its workflow’s start' }),
    trigger: z.enum(['schedule', 'manual', 'first', 'webhook']),
    state: z.enum(['running', 'completed', 'completed_with_rejects', 'failed', 'cancelled']),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    rounds: z.int(),
    entities: z.object({
      products: EntityProgress,
      customers: EntityProgress,
      orders: EntityProgress,
      deletions: EntityProgress,
      aggregation: EntityProgress,
    }),
    error: z
      .object({ kind: z.string(), sentence: z.string(), action: z.string().nullable() })
      .nullable()
      .meta({ description: 'Why it failed and what to do about it, in plain words' }),
    gaps: z
      .array(z.string())
      .meta({ description: 'What Shopify would not show us, in plain sentences' }),
    notes: z
      .array(z.string())
      .meta({ description: 'What went otherwise than planned and was made good' }),
    rejectedRows: z.int().meta({
      description:
        'Rows that were set aside and still not mirrored when the run ended; see /api/rejected',
    }),
    temporalUrl: z.string().nullable().meta({ description: "The run in Temporal's UI" }),
  })
  .meta({ id: 'Run' })

export type Run = z.infer<typeof Run>

export const SyncResponse = z
  .object({
    current: Run.nullable().meta({
      description: 'Not null from the 202 on until that request’s round has committed',
    }),
    runs: z.array(Run).meta({ description: 'Newest first' }),
    schedule: z.object({
      intervalSeconds: z.int(),
      paused: z.boolean(),
      nextRunAt: z.iso.datetime().nullable().meta({
        description: 'Null while paused; a small jitter may delay the start',
      }),
    }),
    lastSyncedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Sync', description: 'Also the data of each `sync` event of GET /api/sync/events' })

export type SyncResponse = z.infer<typeof SyncResponse>
