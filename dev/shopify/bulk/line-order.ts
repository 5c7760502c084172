import type { Random } from '../world/random.ts'

/** In which order the lines of a result come: takes each root's lines and gives what is next. */
export interface LineOrder {
  /** The root's line and, after it, the lines of what belongs to it, each parent before its children. */
  add: (lines: string[]) => string[]
  /** What is still to come. */
  rest: () => string[]
}

/** Children directly under their parents: `groupObjects`. */
export function groupedOrder(): LineOrder {
  return { add: (lines) => lines, rest: () => [] }
}

/**
 * What Shopify promises without `groupObjects` and no more: every line comes after its parent's. The
 * children of a few neighbouring roots mix.
 */
export function looseOrder(random: Random): LineOrder {
  const pending: { lines: string[]; next: number }[] = []
  const drain = (keep: number, out: string[]): string[] => {
    while (pending.length > keep) {
      const index = random.int(0, pending.length - 1)
      const part = pending[index]
      if (part === undefined) break
      const end = part.next + random.int(1, 4)
      for (; part.next < Math.min(end, part.lines.length); part.next++) {
        out.push(part.lines[part.next] ?? '')
      }
      if (part.next >= part.lines.length) pending.splice(index, 1)
    }
    return out
  }
  return {
    add: (lines) => {
      const [root = ''] = lines
      if (lines.length > 1) pending.push({ lines, next: 1 })
      return drain(random.chance(0.2) ? random.int(1, 2) : 0, [root])
    },
    rest: () => drain(0, []),
  }
}

/** Worse than Shopify's: all roots, then everything else in any order, sales before their agreements. */
export function disorder(random: Random): LineOrder {
  const children: string[] = []
  return {
    add: ([root = '', ...below]) => {
      for (const line of below) children.push(line)
      return [root]
    },
    rest: () => {
      for (let index = children.length - 1; index > 0; index--) {
        const other = random.int(0, index)
        const line = children[index] ?? ''
        children[index] = children[other] ?? ''
        children[other] = line
      }
      return children
    },
  }
}
