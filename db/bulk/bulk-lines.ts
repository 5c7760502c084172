import { sql } from 'kysely'
import type { TenantTrx } from '../connection/db.ts'
import { currentTenant, idArray, recordset } from '../ingest/statement.ts'

/** Entities whose objects have children in a bulk file. */
type ParentEntity = 'orders' | 'products'

/** A line that waits for the end of its file to be joined with its parent. */
export type KeptLine = {
  /** Of its first byte in the file: the line's identity, so that a repeated batch keeps it once. */
  position: number
  kind: 'root' | 'child' | 'grandchild'
  /** Global ids. */
  objectId: string
  parentId: string | null
  /** Numeric id of its order or product, where it is known. */
  rootId: string | null
  line: string
}

/** All kept lines of one order or product, in the order of the file. */
export type BulkRoot = { rootId: string; lines: string[] }

export async function keepBulkLines(
  trx: TenantTrx,
  entity: ParentEntity,
  lines: readonly KeptLine[],
): Promise<void> {
  if (lines.length === 0) return
  const columns = {
    position: 'bigint',
    kind: 'text',
    object_id: 'text',
    parent_id: 'text',
    root_id: 'bigint',
    line: 'text',
  }
  const rows = lines.map(({ position, kind, objectId, parentId, rootId, line }) => ({
    position,
    kind,
    object_id: objectId,
    parent_id: parentId,
    root_id: rootId,
    line,
  }))
  await sql`
    insert into bulk_lines
      (tenant_id, entity, position, kind, object_id, parent_id, root_id, line)
    select ${currentTenant}, ${entity}, position, kind, object_id, parent_id, root_id, line
    from ${recordset(rows, columns, 'kept')}
    on conflict (tenant_id, entity, position) do nothing
  `.execute(trx)
}

/**
 * Finds the roots of grandchildren that came before, or far from, their parent's line. A parent that
 * was written with its order already is found by the ledger.
 * @returns how many lines have no parent anywhere: then the file was not whole
 */
export async function resolveBulkRoots(trx: TenantTrx, entity: ParentEntity): Promise<number> {
  await sql`
    update bulk_lines as line
    set root_id = parent.root_id
    from bulk_lines as parent
    where line.entity = ${entity} and line.root_id is null
      and parent.entity = ${entity} and parent.kind = 'child'
      and parent.object_id = line.parent_id and parent.root_id is not null
  `.execute(trx)
  const left = await countUnresolved(trx, entity)
  if (left === 0 || entity !== 'orders') return left
  await sql`
    with wanted as materialized (
      select distinct substring(parent_id from '[0-9]+$')::bigint as agreement_id
      from bulk_lines where entity = 'orders' and root_id is null
    ),
    known as materialized (
      select distinct sales.agreement_id, sales.order_id
      from sales join wanted using (agreement_id)
    )
    update bulk_lines as line
    set root_id = known.order_id
    from known
    where line.entity = 'orders' and line.root_id is null
      and substring(line.parent_id from '[0-9]+$')::bigint = known.agreement_id
  `.execute(trx)
  return await countUnresolved(trx, entity)
}

async function countUnresolved(trx: TenantTrx, entity: ParentEntity): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*)::text as count from bulk_lines where entity = ${entity} and root_id is null
  `.execute(trx)
  return Number(rows[0]?.count ?? 0)
}

/** The next roots with all their lines, ascending by id; those of the last call must be dropped first. */
export async function takeBulkRoots(
  trx: TenantTrx,
  entity: ParentEntity,
  page: { limit: number },
): Promise<BulkRoot[]> {
  const { rows } = await sql<{ root_id: string; lines: string[] }>`
    with next as materialized (
      select distinct root_id from bulk_lines
      where entity = ${entity} and root_id is not null
      order by root_id
      limit ${page.limit}
    )
    select root_id::text, array_agg(line order by position) as lines
    from bulk_lines join next using (root_id)
    where entity = ${entity}
    group by root_id
    order by bulk_lines.root_id
  `.execute(trx)
  return rows.map(({ root_id, lines }) => ({ rootId: root_id, lines }))
}

/** Drops the lines of these roots, or all of an entity. */
export async function dropBulkLines(
  trx: TenantTrx,
  entity: ParentEntity,
  rootIds: readonly string[] | 'all',
): Promise<void> {
  const which = rootIds === 'all' ? sql`true` : sql`root_id = any(${idArray(rootIds)})`
  await sql`delete from bulk_lines where entity = ${entity} and ${which}`.execute(trx)
}
