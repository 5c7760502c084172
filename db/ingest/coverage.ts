import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { CoverageGap } from '../schema/sync-coverage.ts'
import type { MirroredEntity } from './inputs.ts'
import { currentTenant } from './statement.ts'

/** What a sync found out about how complete an entity's mirror is. Fields left out stay as they are. */
export interface CoverageChange {
  /** ISO; null: from the shop's beginning. */
  completeFrom?: string | null
  /** ISO: everything that had changed before this is mirrored. Never moves back. */
  completeTo?: string
  /** ISO; null: to be compared at the next opportunity. */
  comparedAt?: string | null
  /** Replaces all gaps but `not_compared`, which the comparison itself adds and removes. */
  gaps?: readonly CoverageGap[]
}

export async function saveCoverage(
  trx: TenantTrx,
  entity: MirroredEntity,
  { completeFrom, completeTo, comparedAt, gaps }: CoverageChange,
): Promise<void> {
  const settings = [
    ...(completeFrom === undefined ? [] : [sql`complete_from = ${completeFrom}::timestamptz`]),
    ...(completeTo === undefined
      ? []
      : [sql`complete_to = greatest(coverage.complete_to, ${completeTo}::timestamptz)`]),
    ...(comparedAt === undefined ? [] : [sql`compared_at = ${comparedAt}::timestamptz`]),
    ...(gaps === undefined ? [] : [sql`gaps = ${JSON.stringify(gaps)}::jsonb || ${notCompared}`]),
  ]
  await ensureCoverage(trx, entity)
  await sql`
    update sync_coverage as coverage
    set ${sql.join([...settings, sql`updated_at = now()`])}
    where entity = ${entity}
  `.execute(trx)
}

/** What the stored gaps say about the last comparison, as a list of none or one. */
const notCompared = sql`(
  select coalesce(jsonb_agg(gap), '[]') from jsonb_array_elements(coverage.gaps) as gap
  where gap ->> 'code' = 'not_compared'
)`

/** Says that ids could, or could not, be compared with Shopify's. */
export async function noteComparison(
  trx: TenantTrx,
  entity: MirroredEntity,
  { compared }: { compared: boolean },
): Promise<void> {
  const gap: CoverageGap[] = compared ? [] : [{ code: 'not_compared', field: null }]
  await ensureCoverage(trx, entity)
  await sql`
    update sync_coverage as coverage
    set gaps = (
      select coalesce(jsonb_agg(gap), '[]') from jsonb_array_elements(coverage.gaps) as gap
      where gap ->> 'code' <> 'not_compared'
    ) || ${JSON.stringify(gap)}::jsonb, updated_at = now()
    where entity = ${entity}
  `.execute(trx)
}

async function ensureCoverage(trx: TenantTrx, entity: MirroredEntity): Promise<void> {
  await sql`
    insert into sync_coverage (tenant_id, entity) values (${currentTenant}, ${entity})
    on conflict (tenant_id, entity) do nothing
  `.execute(trx)
}
