import type { Block } from './download.ts'
import { type BulkLine, parseLines } from './join-lines.ts'

/** A stretch of the file whose objects are joined with each other. */
export type Batch = {
  lines: BulkLine[]
  /** The same as text, to be read again where that is needed. */
  texts: Block[]
  roots: number
  /** The byte of the file behind its last line. */
  end: number
}

/**
 * A batch ends before the next root once it has so many, and anywhere once it has so many lines. Small
 * ones are the quick ones: what is parsed is turned into Postgres' form before the garbage collector
 * looks for what is still in use.
 */
const MOST = { roots: 10, lines: 5_000 }

/**
 * Cuts the lines of a file into batches, before a root where that can be: then most parents have
 * their children beside them. A file in which they stand far apart is cut all the same.
 */
export async function* cutBatches(
  blocks: AsyncIterable<Block>,
  { roots }: { roots: number },
): AsyncGenerator<Batch> {
  const most = Math.min(roots, MOST.roots)
  let batch = emptyBatch()
  for await (const block of blocks) {
    let from = 0
    for (const line of parseLines(block)) {
      const isRoot = line.parentId === null
      if ((batch.roots >= most && isRoot) || batch.lines.length >= MOST.lines) {
        yield upTo(batch, block, from, line.from)
        batch = emptyBatch()
        from = line.from
      }
      batch.lines.push(line)
      batch.roots += isRoot ? 1 : 0
    }
    batch = upTo(batch, block, from, block.bytes.length)
  }
  if (batch.lines.length > 0) yield batch
}

function emptyBatch(): Batch {
  return { lines: [], texts: [], roots: 0, end: 0 }
}

/** The batch, which goes on to a byte of this block. */
function upTo(batch: Batch, { position, bytes }: Block, from: number, to: number): Batch {
  if (to > from) batch.texts.push({ position: position + from, bytes: bytes.subarray(from, to) })
  batch.end = position + to
  return batch
}
