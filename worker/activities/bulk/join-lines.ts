import type { KeptLine } from '@tidemark/db/bulk'
import { toNumericId } from '../../shopify/gid.ts'
import type { Block } from './download.ts'
import { BulkFileError } from './errors.ts'

/** One object of a bulk file. */
export type BulkLine = {
  id: string
  parentId: string | null
  /** What Shopify sent, parsed; `__parentId` is still in it. */
  node: Readonly<Record<string, unknown>>
  /** Where it stands: its text is made anew when it is wanted, which is seldom. */
  block: Block
  /** First byte, and the one behind the last, in the block. */
  from: number
  to: number
}

/** An object with the objects that name it as their parent. */
export type Tree = { line: BulkLine; children: Tree[] }

/** Objects of a stretch of the file, joined as far as it goes. */
export type Joined = {
  roots: Tree[]
  /** Objects whose parent stands elsewhere in the file. */
  strays: Tree[]
}

/** Reads the lines of a block. Throws `BulkFileError` for one that is no JSON object with an id. */
export function* parseLines(block: Block): Generator<BulkLine> {
  for (let from = 0; from < block.bytes.length;) {
    const to = lineEnd(block, from)
    if (to > from) yield parseLine(block, from, to)
    from = to + 1
  }
}

/** Where the line ends that begins at a byte of the block. */
export function lineEnd({ bytes }: Block, from: number): number {
  const newline = bytes.indexOf(NEWLINE, from)
  return newline < 0 ? bytes.length : newline
}

const NEWLINE = 0x0a

/** Throws `BulkFileError` for a line that is no JSON object with an id. */
export function parseLine(block: Block, from: number, to: number): BulkLine {
  let node: unknown
  try {
    node = JSON.parse(block.bytes.toString('utf8', from, to))
  } catch {
    throw new BulkFileError('A line of the bulk file is no JSON.')
  }
  const { id, __parentId: parentId = null } = (node ?? {}) as Record<string, unknown>
  if (typeof id !== 'string' || (parentId !== null && typeof parentId !== 'string')) {
    throw new BulkFileError('A line of the bulk file has no id.')
  }
  return { id, parentId, node: node as Record<string, unknown>, block, from, to }
}

/** Reads a line that was kept. */
export function parseKept(text: string): BulkLine {
  const bytes = Buffer.from(text)
  return parseLine({ position: 0, bytes }, 0, bytes.length)
}

/** Hangs every object under its parent, wherever in this stretch the two stand. */
export function joinLines(lines: readonly BulkLine[]): Joined {
  const trees = lines.map((line): Tree => ({ line, children: [] }))
  const byId = new Map(trees.map((tree) => [tree.line.id, tree]))
  const joined: Joined = { roots: [], strays: [] }
  for (const tree of trees) {
    const { parentId } = tree.line
    if (parentId === null) joined.roots.push(tree)
    else (byId.get(parentId)?.children ?? joined.strays).push(tree)
  }
  return joined
}

/** The lines of a tree as they are kept until the file has ended. */
export function toKeptLines(tree: Tree): KeptLine[] {
  const { parentId } = tree.line
  const rootId =
    parentId === null
      ? toNumericId(tree.line.id)
      : ROOT_GID.test(parentId)
        ? toNumericId(parentId)
        : null
  return flatten(tree, rootId)
}

/** Parents that are nobody's children. */
const ROOT_GID = /\/(Order|Product)\/\d+$/

function flatten({ line, children }: Tree, rootId: string | null): KeptLine[] {
  const { id, parentId, block, from, to } = line
  const position = block.position + from
  const text = block.bytes.toString('utf8', from, to)
  const kind = parentId === null ? 'root' : ROOT_GID.test(parentId) ? 'child' : 'grandchild'
  return [
    { position, kind, objectId: id, parentId, rootId, line: text },
    ...children.flatMap((child) => flatten(child, rootId)),
  ]
}
