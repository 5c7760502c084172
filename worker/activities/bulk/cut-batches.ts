import { cutAtRoots } from './cut-at-roots.ts'
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
  text: Block
  roots: number
  objects: number
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
  for await (const block of cutAtRoots(blocks)) {
    let batch = emptyBatch<Row>(block)
    let from = 0
    for (const one of spelling ? readWholes(block, spelling) : parseLines(block)) {
      const isRoot = 'row' in one || one.parentId === null
      if ((batch.roots >= most && isRoot) || batch.lines.length >= MOST.lines) {
        yield { ...batch, text: cut(block, from, one.from) }
        batch = emptyBatch(block)
        from = one.from
      }
      if ('row' in one) batch.wholes.push(one)
      else batch.lines.push(one)
      batch.roots += isRoot ? 1 : 0
      batch.objects += 'row' in one ? one.objects : 1
    }
    if (batch.objects > 0) yield { ...batch, text: cut(block, from, block.bytes.length) }
  }
}

function emptyBatch<Row>(text: Block): Batch<Row> {
  return { wholes: [], lines: [], text, roots: 0, objects: 0 }
}

/** A part of a block, which shares its memory. */
export function cut({ position, bytes }: Block, from: number, to: number): Block {
  return { position: position + from, bytes: bytes.subarray(from, to) }
}
