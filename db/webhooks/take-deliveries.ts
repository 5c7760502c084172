import { sql } from 'kysely'
import type { TenantTrx } from '../connection/db.ts'
import { settleTask, takeTask } from './webhook-tasks.ts'

/** What a round has taken from the inbox. */
export interface Taken {
  /** Different objects that are to be asked for. */
  objects: number
  /** Something happened to the shop itself. */
  shop: boolean
}

/**
 * Takes everything that waits in the inbox for a run's round, also what an earlier run had taken and
 * did not get through with. What comes after this is for another round.
 */
export async function takeDeliveries(trx: TenantTrx, runId: string): Promise<Taken> {
  // First the queue, then the inbox: what comes in between is taken, and told of once more.
  await takeTask(trx, 'sync')
  const { rows } = await sql<{ objects: number; shop: boolean }>`
    with taken as (
      update webhook_deliveries set run_id = ${runId}
      where handled_at is null
      returning entity, object_ids
    )
    select
      (select count(*)::int from (
        select distinct entity, id from taken, unnest(object_ids) as id
      ) as objects) as objects,
      exists (select from taken where entity is null) as shop
  `.execute(trx)
  return rows[0] ?? { objects: 0, shop: false }
}

/** The objects that a run has taken and not settled, as numeric ids, at most so many. */
export async function listTaken(
  trx: TenantTrx,
  runId: string,
  limit: number,
): Promise<Record<'orders' | 'customers' | 'products', string[]>> {
  const { rows } = await sql<{ entity: 'orders' | 'customers' | 'products'; id: string }>`
    select distinct entity, id::text as id
    from webhook_deliveries, unnest(object_ids) as id
    where run_id = ${runId} and handled_at is null and entity is not null
    order by entity, id
    limit ${limit}
  `.execute(trx)
  const ids = { orders: [] as string[], customers: [] as string[], products: [] as string[] }
  for (const { entity, id } of rows) ids[entity].push(id)
  return ids
}

/** Says that what the run has taken is in the mirror. Belongs into the commit that ends the round. */
export async function settleDeliveries(trx: TenantTrx, runId: string): Promise<void> {
  await trx
    .updateTable('webhook_deliveries')
    .set({ handled_at: sql`now()` })
    .where('run_id', '=', runId)
    .where('handled_at', 'is', null)
    .execute()
  await settleTask(trx, 'sync')
}
