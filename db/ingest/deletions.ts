import type { TenantTrx } from '../index.ts'
import type { MirroredEntity } from './inputs.ts'

/**
 * Marks rows as deleted in Shopify (`at`, ISO). Their ledger stays and counts nowhere. Returns how
 * many weren't already marked. A row that Shopify shows again later, newer, comes back to life.
 */
export declare function markDeleted(
  trx: TenantTrx,
  entity: MirroredEntity,
  ids: readonly string[],
  at: string,
): Promise<number>
