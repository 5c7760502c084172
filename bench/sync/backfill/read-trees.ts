/** An object of a bulk file with the objects that name it as their parent. */
export interface Tree {
  // oxlint-disable-next-line typescript/no-explicit-any -- as Shopify sent it
  node: any
  children: Tree[]
}

/** Streams a bulk file whose children follow their parents, one root with all below it at a time. */
export async function* readTrees(url: string): AsyncGenerator<Tree> {
  let root: Tree | undefined
  let known = new Map<string, Tree>()
  for await (const line of readLines(url)) {
    const tree: Tree = { node: JSON.parse(line), children: [] }
    const parent = tree.node.__parentId
    if (parent === undefined) {
      if (root !== undefined) yield root
      root = tree
      known = new Map()
    } else {
      const above = known.get(parent)
      if (above === undefined) throw new Error('A child came without its parent.')
      above.children.push(tree)
    }
    known.set(tree.node.id, tree)
  }
  if (root !== undefined) yield root
}

async function* readLines(url: string): AsyncGenerator<string> {
  const response = await fetch(url)
  if (response.body === null) return
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of response.body) {
    const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
