import type { MappedNodes } from '../../shopify/mapped-page.ts'
import type { Tree } from './join-lines.ts'
import type { BulkPull } from './bulk-pull.ts'

/** Turns objects of a bulk file into rows, just as pages of them are turned. */
export function mapTrees<Row>(
  { reader, client, attempt }: Pick<BulkPull<Row>, 'reader' | 'client' | 'attempt'>,
  trees: readonly Tree[],
): Promise<MappedNodes<Row>> {
  return reader.pages.toRows(
    client,
    trees.map((tree) => reader.toNode(tree)),
    attempt.caller,
  )
}
