import type { Block } from './download.ts'
import { type BulkLine, parseLines } from './join-lines.ts'
import { readWholes, type Spelling, type Whole } from './read-wholes.ts'

/** A stretch of the file whose objects are joined with each other. */
export type Batch<Row = unknown> = {
  /** Roots with all that stands behind them. */
  wholes: Whole<Row>[]
  /** All other objects. */
  lines: BulkLine[]
  /** The same as text, to be read again where that is needed. */
  texts: Block[]
  roots: number
  objects: number
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
export async function* cutBatches<Row>(
  blocks: AsyncIterable<Block>,
  { roots, spelling }: { roots: number; spelling?: Spelling<Row> | undefined },
): AsyncGenerator<Batch<Row>> {
  const most = Math.min(roots, MOST.roots)
  let batch = emptyBatch<Row>()
  for await (const block of blocks) {
    let from = 0
    for (const one of spelling ? readWholes(block, spelling) : parseLines(block)) {
      const isRoot = 'row' in one || one.parentId === null
      if ((batch.roots >= most && isRoot) || batch.lines.length >= MOST.lines) {
        yield upTo(batch, block, from, one.from)
        batch = emptyBatch()
        from = one.from
      }
      if ('row' in one) batch.wholes.push(one)
      else batch.lines.push(one)
      batch.roots += isRoot ? 1 : 0
      batch.objects += 'row' in one ? one.objects : 1
    }
    batch = upTo(batch, block, from, block.bytes.length)
  }
  if (batch.objects > 0) yield batch
}

function emptyBatch<Row>(): Batch<Row> {
  return { wholes: [], lines: [], texts: [], roots: 0, objects: 0, end: 0 }
}

/** The batch, which goes on to a byte of this block. */
function upTo<Row>(batch: Batch<Row>, block: Block, from: number, to: number): Batch<Row> {
  if (to > from) batch.texts.push(cut(block, from, to))
  batch.end = block.position + to
  return batch
}

/** A part of a block, which shares its memory. */
export function cut({ position, bytes }: Block, from: number, to: number): Block {
  return { position: position + from, bytes: bytes.subarray(from, to) }
}
