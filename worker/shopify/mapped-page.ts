import type { MirroredEntity, RejectedRow } from '@tidemark/db/ingest'
import { z } from 'zod'
import { toNumericId } from './gid.ts'
import type { Shape } from './shape.ts'

/** What every node has, however odd the rest of it is. */
const frameSchema = z.object({ id: z.string(), updatedAt: z.string() })

/** Nodes as the database takes them, and those that it cannot take. */
export type MappedNodes<Row> = { rows: Row[]; rejected: RejectedRow[] }

/**
 * Maps nodes one by one. A node that does not fit its schema is set aside with what Shopify sent;
 * it never stops the others.
 * @param toRow may return null for an object that has vanished meanwhile
 */
export async function mapNodes<Node, Row>(
  entity: MirroredEntity,
  nodes: readonly unknown[],
  { schema, fits }: Shape<Node>,
  toRow: (node: Node) => Row | null | Promise<Row | null>,
): Promise<MappedNodes<Row>> {
  const mapped: MappedNodes<Row> = { rows: [], rejected: [] }
  for (const json of nodes) {
    const parsed = fits(json) ? { success: true as const, data: json } : schema.safeParse(json)
    if (parsed.success) {
      const made = toRow(parsed.data)
      // Most need nothing more from Shopify, and a wait for nothing costs as much as the mapping.
      const row = made instanceof Promise ? await made : made
      if (row) mapped.rows.push(row)
    } else {
      mapped.rejected.push({ entity, entityId: idOf(json), json, reason: reasonOf(parsed.error) })
    }
  }
  return mapped
}

function idOf(json: unknown): string {
  const frame = frameSchema.pick({ id: true }).safeParse(json)
  return frame.success ? toNumericId(frame.data.id) : 'unknown'
}

function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues
  if (!issue) return 'The object is not what the Admin API describes.'
  return `${issue.path.join('.') || 'The object'}: ${issue.message}.`
}

/** Id and time of the last node that has both. */
export function lastOf(nodes: readonly unknown[]): { id: string; updatedAt: string } | null {
  const frame = frameSchema.safeParse(nodes.at(-1))
  if (!frame.success) return null
  return { id: toNumericId(frame.data.id), updatedAt: frame.data.updatedAt }
}
