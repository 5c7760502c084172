import { z } from 'zod'

const Entity = z.enum(['orders', 'customers', 'products'])

export const CoverageGap = z
  .object({
    code: z
      .enum([
        'sixty_days',
        'no_access',
        'refused',
        'not_compared',
        'rejected',
        'redacted',
        'not_read_yet',
      ])
      .meta({
        description:
          'sixty_days: only the last 60 days of orders are shown to us; no_access: a scope, a plan ' +
          'or protected customer data; refused: Shopify refused a field; not_compared: a deletion ' +
          'may have been missed; rejected: rows set aside; redacted: customers deleted at Shopify; ' +
          'not_read_yet: no sync has read it to the end',
      }),
    field: z.string().nullable().meta({ description: 'null where all of the entity is meant' }),
    count: z.int().nullable().meta({ description: 'Objects, where they can be counted' }),
    sentence: z.string(),
    action: z.string().nullable().meta({ description: 'What can be done about it' }),
  })
  .meta({ id: 'CoverageGap' })

/** GET /api/coverage. */
export const EntityCoverage = z
  .object({
    entity: Entity,
    completeFrom: z.iso.datetime().nullable().meta({
      description: 'null beside a `completeTo`: from the shop’s beginning. Orders: by creation',
    }),
    completeTo: z.iso.datetime().nullable().meta({
      description: 'All that had changed before is mirrored; null: never read to the end',
    }),
    comparedAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When the ids were last compared with Shopify’s' }),
    gaps: z.array(CoverageGap).meta({ description: 'What is missing, and why' }),
  })
  .meta({ id: 'EntityCoverage' })

export type EntityCoverage = z.infer<typeof EntityCoverage>

export const CoverageResponse = z.object({
  entities: z.array(EntityCoverage).meta({ description: 'orders, customers, products' }),
})

export type CoverageResponse = z.infer<typeof CoverageResponse>

/** GET /api/rejected. */
export const RejectedQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  entity: Entity.optional(),
})

export const RejectedRow = z
  .object({
    entity: Entity,
    entityId: z.string().meta({ description: "Shopify's id, as the object bore it" }),
    reason: z.string().meta({ description: 'Why it could not be mirrored, in plain words' }),
    json: z.unknown().meta({ description: 'The object as Shopify sent it' }),
    firstRejectedAt: z.iso.datetime(),
    rejectedAt: z.iso.datetime().meta({ description: 'When it was last tried' }),
  })
  .meta({ id: 'RejectedRow' })

export const RejectedResponse = z.object({
  total: z.int().meta({ description: 'Of the kind asked for, beyond the limit too' }),
  rows: z.array(RejectedRow).meta({ description: 'The last tried first' }),
})

export type RejectedResponse = z.infer<typeof RejectedResponse>
