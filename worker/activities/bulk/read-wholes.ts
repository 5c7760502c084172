import type { Block } from './download.ts'
import { type BulkLine, lineEnd, parseLine } from './join-lines.ts'

/** A root with all that stands behind it up to the next root: mostly all that it has. */
export type Whole<Row> = {
  row: Row
  objects: number
  /** Where it stands, in case that it lacks something after all. */
  block: Block
  /** First byte, and the one behind the last, in the block. */
  from: number
  to: number
}

/**
 * Reads a root, with what stands behind it, from a place of a text on, without a detour by JSON. The
 * text has a character for each byte of the file. Undefined for what only JSON can make out.
 */
export type Spelling<Row> = (
  text: string,
  at: number,
) => { row: Row; objects: number; end: number } | undefined

/** Reads a block's lines, those of a root together where they are spelled as expected. */
export function* readWholes<Row>(
  block: Block,
  spelling: Spelling<Row>,
): Generator<Whole<Row> | BulkLine> {
  const text = block.bytes.toString('latin1')
  for (let from = 0; from < text.length;) {
    const read = spelling(text, from)
    if (read) {
      const { row, objects, end: to } = read
      yield { row, objects, block, from, to }
      from = to
    } else {
      const to = lineEnd(block, from)
      if (to > from) yield parseLine(block, from, to)
      from = to + 1
    }
  }
}
