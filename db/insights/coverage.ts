import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { CoverageGap } from '../schema/sync-coverage.ts'
import { type ExplainedGap, explainGap } from './explain-gap.ts'

/** From when to when an entity's mirror is complete, and what is missing of it. */
export interface EntityCoverage {
  entity: 'orders' | 'customers' | 'products'
  /** Null with a `completeTo`: from the shop's beginning. Orders: by their creation. */
  completeFrom: Date | null
  /** Everything that had changed before is mirrored; null: never read to the end. */
  completeTo: Date | null
  /** When the ids were last compared with Shopify's. */
  comparedAt: Date | null
  gaps: ExplainedGap[]
}

interface CoverageRow extends Omit<EntityCoverage, 'gaps'> {
  gaps: CoverageGap[]
  rejected: number
  redacted: number
}

/** The coverage of the three mirrored kinds, also of those that no sync has come to yet. */
export async function coverage(trx: TenantTrx): Promise<EntityCoverage[]> {
  // A difference of sets for the customers that are gone, as in `ingest/orphaned-orders.ts`.
  const { rows } = await sql<CoverageRow>`
    with gone as materialized (
      select customer_id as id from orders where deleted_at is null and customer_id is not null
      except
      select id from customers where deleted_at is null
    )
    select
      kind.entity,
      c.complete_from as "completeFrom",
      c.complete_to as "completeTo",
      c.compared_at as "comparedAt",
      coalesce(c.gaps, '[]') as gaps,
      (
        select count(*)::int
        from rejected_rows r
        where r.entity = kind.entity and r.resolved_at is null
      ) as rejected,
      case when kind.entity = 'orders' then (
        select count(*)::int
        from orders o
        where o.customer_id = any(array(select id from gone)) and o.deleted_at is null
      ) else 0 end as redacted
    from (values (1, 'orders'), (2, 'customers'), (3, 'products')) as kind (place, entity)
    left join sync_coverage c on c.entity = kind.entity
    order by kind.place
  `.execute(trx)
  return rows.map(({ gaps, rejected, redacted, ...row }) => ({
    ...row,
    gaps: [
      ...(row.completeTo === null ? [explainGap(row.entity, { code: 'not_read_yet' })] : []),
      ...gaps.map((gap) => explainGap(row.entity, gap)),
      ...(rejected > 0 ? [explainGap(row.entity, { code: 'rejected', count: rejected })] : []),
      ...(redacted > 0 ? [explainGap(row.entity, { code: 'redacted', count: redacted })] : []),
    ],
  }))
}
