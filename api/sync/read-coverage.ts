import type { TenantTrx } from '@tidemark/db'
import { coverage } from '@tidemark/db/insights'
import type { CoverageResponse } from '../schemas/index.ts'

/** From when to when the mirror is complete, and what is missing. */
export async function readCoverage(trx: TenantTrx): Promise<CoverageResponse> {
  const entities = await coverage(trx)
  return {
    entities: entities.map(({ completeFrom, completeTo, comparedAt, ...rest }) => ({
      ...rest,
      completeFrom: completeFrom?.toISOString() ?? null,
      completeTo: completeTo?.toISOString() ?? null,
      comparedAt: comparedAt?.toISOString() ?? null,
    })),
  }
}
