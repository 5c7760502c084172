/** How a term compares its field with its value. */
type Comparator = ':' | ':<' | ':<=' | ':>' | ':>='

/** One comparison, such as `updated_at:>='2026-11-22'`; `field` is "default" for a bare word. */
export interface Term {
  kind: 'term'
  field: string
  comparator: Comparator
  value: string
  quoted: boolean
}

/** A parsed search query. */
export type SearchNode =
  Term | { kind: 'not'; node: SearchNode } | { kind: 'and' | 'or'; nodes: SearchNode[] }

/**
 * Parses Shopify's search syntax: terms side by side mean AND, OR binds tighter than AND, NOT or `-`
 * negates, parentheses group, quotes are single or double. A value without quotes ends at the next
 * colon, which is why timestamps must be quoted. Null for an empty query; nothing is a syntax error.
 */
export function parseSearch(text: string): SearchNode | null {
  return new Parser(text).parse()
}

const WORD = /[^\s:()'"]/

class Parser {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  parse(): SearchNode | null {
    const nodes: SearchNode[] = []
    for (;;) {
      const node = this.#and()
      if (node !== null) nodes.push(node)
      if (this.#peek() === '') break
      this.#at += 1
    }
    return join('and', nodes)
  }

  #and(): SearchNode | null {
    const nodes: SearchNode[] = []
    for (;;) {
      this.#skip()
      if (this.#peek() === '' || this.#peek() === ')') return join('and', nodes)
      if (this.#keyword('AND')) continue
      const node = this.#or()
      if (node !== null) nodes.push(node)
    }
  }

  #or(): SearchNode | null {
    const nodes: SearchNode[] = []
    do {
      const node = this.#unary()
      if (node !== null) nodes.push(node)
    } while (this.#keyword('OR'))
    return join('or', nodes)
  }

  #unary(): SearchNode | null {
    this.#skip()
    if (this.#peek() === '-' || this.#keyword('NOT')) {
      if (this.#peek() === '-') this.#at += 1
      const node = this.#unary()
      return node === null ? null : { kind: 'not', node }
    }
    if (this.#peek() !== '(') return this.#term()
    this.#at += 1
    const node = this.#and()
    if (this.#peek() === ')') this.#at += 1
    return node
  }

  #term(): Term | null {
    while (this.#peek() === ':' || /\s/.test(this.#peek())) this.#at += 1
    if (this.#peek() === '' || this.#peek() === ')') return null
    const start = this.#at
    const { value: field, quoted } = this.#value()
    if (quoted || this.#peek() !== ':') {
      if (this.#at === start) this.#at += 1
      return { kind: 'term', field: 'default', comparator: ':', value: field, quoted }
    }
    this.#at += 1
    this.#skip()
    const comparator = this.#comparator()
    this.#skip()
    return { kind: 'term', field, comparator, ...this.#value() }
  }

  #comparator(): Comparator {
    const sign = /^[<>]=?/.exec(this.#text.slice(this.#at, this.#at + 2))?.[0] ?? ''
    this.#at += sign.length
    return `:${sign}` as Comparator
  }

  #value(): { value: string; quoted: boolean } {
    const quote = this.#peek()
    const quoted = quote === "'" || quote === '"'
    if (quoted) this.#at += 1
    let value = ''
    while (this.#peek() !== '' && (quoted ? this.#peek() !== quote : this.#inWord())) {
      if (this.#peek() === '\\' && this.#at + 1 < this.#text.length) this.#at += 1
      value += this.#peek()
      this.#at += 1
    }
    if (quoted) this.#at += 1
    return { value, quoted }
  }

  #inWord(): boolean {
    return WORD.test(this.#peek())
  }

  /** Takes the keyword where it stands as a word of its own. */
  #keyword(word: string): boolean {
    this.#skip()
    const rest = this.#text.slice(this.#at)
    if (!rest.startsWith(word) || !/^[\s(]/.test(rest.slice(word.length))) return false
    this.#at += word.length
    this.#skip()
    return true
  }

  #skip(): void {
    while (/\s/.test(this.#peek())) this.#at += 1
  }

  #peek(): string {
    return this.#text[this.#at] ?? ''
  }
}

function join(kind: 'and' | 'or', nodes: SearchNode[]): SearchNode | null {
  return nodes.length > 1 ? { kind, nodes } : (nodes[0] ?? null)
}
