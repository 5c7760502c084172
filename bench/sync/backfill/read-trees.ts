/** An object of a bulk file with the objects that name it as their parent. */
export interface Tree {
  // oxlint-disable-next-line typescript/no-explicit-any -- as Shopify sent it
  node: any
  children: Tree[]
}

/** Streams a bulk file whose children follow their parents: roots with all below them. */
export async function* readTrees(url: string): AsyncGenerator<Tree[]> {
  let roots: Tree[] = []
  let known = new Map<string, Tree>()
  for await (const lines of readLines(url)) {
    for (const line of lines) {
      const tree: Tree = { node: JSON.parse(line), children: [] }
      const parent = tree.node.__parentId
      if (parent === undefined) {
        roots.push(tree)
        known = new Map()
      } else {
        const above = known.get(parent)
        if (above === undefined) throw new Error('A child came without its parent.')
        above.children.push(tree)
      }
      known.set(tree.node.id, tree)
    }
    // The last one's children may be in the next piece.
    const last = roots.pop()
    yield roots
    roots = last === undefined ? [] : [last]
  }
  yield roots
}

/** The lines of each piece of the file that arrives. */
async function* readLines(url: string): AsyncGenerator<string[]> {
  const response = await fetch(url)
  if (response.body === null) return
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of response.body) {
    const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield lines
  }
}
