import type { TenantTrx } from '../index.ts'
import type { MirroredEntity } from './inputs.ts'

/** Ids of the live rows, ascending, `limit` at a time after `after` (`null` from the start). */
export declare function listMirroredIds(
  trx: TenantTrx,
  entity: MirroredEntity,
  page: { after: string | null; limit: number },
): Promise<string[]>

/** Which of these ids of Shopify's have no live row here: to be read again. */
export declare function findMissingIds(
  trx: TenantTrx,
  entity: MirroredEntity,
  ids: readonly string[],
): Promise<string[]>
