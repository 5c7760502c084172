import type { TenantTrx } from '../index.ts'
import type { MirroredEntity, RejectedRow } from './inputs.ts'

/** Sets rows aside with their JSON and reason; one that is there already takes the newer reason. */
export declare function rejectRows(
  trx: TenantTrx,
  rows: readonly RejectedRow[],
  options?: { runId?: string },
): Promise<void>

/** Says that these objects have been mirrored after all. The ingest functions do this themselves. */
export declare function resolveRejected(
  trx: TenantTrx,
  entity: MirroredEntity,
  ids: readonly string[],
): Promise<number>

/** How many objects are set aside and unresolved. */
export declare function countRejected(trx: TenantTrx, entity?: MirroredEntity): Promise<number>
