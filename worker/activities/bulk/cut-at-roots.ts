import type { Block } from './download.ts'

/** A file whose roots stand so far apart, or all before their children, is cut anywhere. */
const MOST_BYTES = 2 ** 20

/**
 * Blocks of the same lines that end before a root, so that each has with its roots what stands behind
 * them. Which lines are roots is only guessed, from their text: a wrong guess costs time.
 */
export async function* cutAtRoots(blocks: AsyncIterable<Block>): AsyncGenerator<Block> {
  let rest: Block | undefined
  for await (const block of blocks) {
    const all = rest ? append(rest, block) : block
    const end = lastRoot(all.bytes)
    const to = end === 0 && all.bytes.length > MOST_BYTES ? all.bytes.length : end
    if (to > 0) yield { position: all.position, bytes: all.bytes.subarray(0, to) }
    rest = { position: all.position + to, bytes: all.bytes.subarray(to) }
  }
  if (rest && rest.bytes.length > 0) yield rest
}

function append({ position, bytes }: Block, next: Block): Block {
  return { position, bytes: Buffer.concat([bytes, next.bytes]) }
}

const NEWLINE = 0x0a
/** Also where a text of the shop speaks of it. */
const PARENT = '"__parentId"'

/** Where the last root begins; 0 when none begins behind the first byte. */
function lastRoot(bytes: Buffer): number {
  for (let end = bytes.length - 1; end > 0;) {
    const from = bytes.lastIndexOf(NEWLINE, end - 1) + 1
    if (bytes.subarray(from, end).indexOf(PARENT) < 0) return from
    end = from - 1
  }
  return 0
}
