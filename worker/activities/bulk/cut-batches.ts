import type { Block } from './download.ts'
import { type BulkLine, parseLines } from './join-lines.ts'

/** A stretch of the file that is written in one transaction. */
export type Batch = {
  lines: BulkLine[]
  roots: number
  /** The byte behind its last line. */
  end: number
}

/** A batch ends before the next root once it holds this much, and anywhere once it holds `MOST`. */
const ENOUGH_BYTES = 6_000_000
const MOST = { lines: 40_000, bytes: 12_000_000 }

/**
 * Cuts the lines of a file into batches, before a root where that can be: then most parents have
 * their children beside them. A file in which they stand far apart is cut all the same.
 */
export async function* cutBatches(
  blocks: AsyncIterable<Block>,
  { roots }: { roots: number },
): AsyncGenerator<Batch> {
  let batch: Batch = { lines: [], roots: 0, end: 0 }
  let bytes = 0
  for await (const block of blocks) {
    const lines = parseLines(block)
    for (const [index, line] of lines.entries()) {
      const isRoot = line.parentId === null
      const isFull = batch.roots >= roots || bytes >= ENOUGH_BYTES
      const isOverfull = batch.lines.length >= MOST.lines || bytes >= MOST.bytes
      if ((isFull && isRoot) || isOverfull) {
        yield batch
        batch = { lines: [], roots: 0, end: 0 }
        bytes = 0
      }
      const end = lines[index + 1]?.position ?? block.position + block.bytes.length
      batch.lines.push(line)
      batch.roots += isRoot ? 1 : 0
      batch.end = end
      bytes += end - line.position
    }
  }
  if (batch.lines.length > 0) yield batch
}
