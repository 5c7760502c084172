/** A file whose roots stand so far apart, or all before their children, is cut anywhere. */
const MOST_BYTES = 2 ** 20

const NEWLINE = 0x0a
/** Also where a text of the shop speaks of it. */
const PARENT = '"__parentId"'

/**
 * Up to where bytes of a file make a block; 0 where more has to come first. Before the last root: then a block has with its roots what stands behind them. Which lines are roots
 * is only guessed, from their text: a wrong guess costs time.
 */
export function endOfRoots(bytes: Buffer): number {
  const lines = bytes.lastIndexOf(NEWLINE) + 1
  for (let end = lines - 1; end > 0;) {
    const from = bytes.lastIndexOf(NEWLINE, end - 1) + 1
    if (from > 0 && bytes.subarray(from, end).indexOf(PARENT) < 0) return from
    end = from - 1
  }
  return lines > MOST_BYTES ? lines : 0
}
