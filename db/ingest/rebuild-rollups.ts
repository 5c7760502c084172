import type { TenantTrx } from '../index.ts'

/** Marks every day and customer, so that the next drains rebuild all rollups. */
export declare function rebuildRollups(trx: TenantTrx): Promise<void>
