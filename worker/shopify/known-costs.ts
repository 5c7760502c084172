import type { ShopQuery } from './shop-client.ts'

/**
 * What Shopify said a query costs, where that is not what we plan with: its formula is its own, and
 * the bucket must hold what it asks for.
 */
export class KnownCosts {
  readonly #costs = new Map<string, number>()

  of(query: ShopQuery): number {
    return this.#costs.get(keyOf(query)) ?? query.cost
  }

  learn(query: ShopQuery, requested: number): void {
    if (requested === query.cost) this.#costs.delete(keyOf(query))
    else this.#costs.set(keyOf(query), requested)
  }
}

/** Of the variables only the page size counts. */
const keyOf = ({ document, variables }: ShopQuery): string =>
  `${String(variables?.['first'] ?? '')} ${document}`
