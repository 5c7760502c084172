/** One thing as one of the sides has it, in words that both can say. */
export type Fields = Readonly<Record<string, unknown>>

/** Milliseconds since 1970 as both sides write a time. */
export const isoTime = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString()

/** What a comparison found, in sentences for a person; many of one kind are counted, not listed. */
export class Differences {
  readonly #sentences: string[] = []

  add(sentence: string): void {
    this.#sentences.push(sentence)
  }

  /** Compares what two sides say of one thing, field by field. */
  compare(what: string, shopify: Fields, mirror: Fields): void {
    const wrong = Object.entries(shopify)
      .filter(([field, value]) => value !== mirror[field])
      .map(([field, value]) => `${field} is ${show(mirror[field])} and should be ${show(value)}`)
    if (wrong.length > 0) this.add(`${what}: ${wrong.join('; ')}.`)
  }

  /** Compares two sides' things by their keys, then each with its counterpart. */
  compareAll(
    what: string,
    shopify: ReadonlyMap<string, Fields>,
    mirror: ReadonlyMap<string, Fields>,
  ): void {
    for (const [key, expected] of shopify) {
      const found = mirror.get(key)
      if (found === undefined) this.add(`${what} ${key} is lost: Postgres does not have it.`)
      else this.compare(`${what} ${key}`, expected, found)
    }
    for (const key of mirror.keys()) {
      if (!shopify.has(key)) this.add(`${what} ${key} is in Postgres and not in Shopify.`)
    }
  }

  get count(): number {
    return this.#sentences.length
  }

  /** At most so many sentences, and how many more there are. */
  list(limit: number): string[] {
    const more = this.#sentences.length - limit
    return [
      ...this.#sentences.slice(0, limit),
      ...(more > 0 ? [`… and ${more} more differences.`] : []),
    ]
  }
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}
