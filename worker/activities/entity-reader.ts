import type { TenantTrx } from '@tidemark/db'
import type { IngestOptions, IngestResult } from '@tidemark/db/ingest'
import type { CountedEntity } from '../contract.ts'
import type { MappedNodes } from '../shopify/mapped-page.ts'
import type { Caller, ShopClient } from '../shopify/shop-client.ts'

/** How one kind of object is asked for, mapped and written. `Row` is an input of `db/ingest`. */
export type EntityReader<Row> = {
  entity: CountedEntity
  /** How far a walk looks back behind its watermark, ms. */
  lookBackMs: number
  /**
   * ms behind the watermark: when the newest page, asked without a filter, reaches back so far, it holds
   * all that changed. null: the filter is exact, and a walk asks for no more than that.
   */
  newestReachMs: number | null
  pageSizes: readonly number[]
  document: string
  cost(first: number): number
  byIdDocument: string
  byIdCost: number
  /** Fields that may be denied → the variable that leaves them out. */
  optional: Readonly<Record<string, string>>
  toRows(client: ShopClient, nodes: readonly unknown[], caller: Caller): Promise<MappedNodes<Row>>
  ingest(trx: TenantTrx, rows: readonly Row[], options: IngestOptions): Promise<IngestResult>
}
