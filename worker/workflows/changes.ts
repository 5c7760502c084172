import {
  COUNTED_ENTITIES,
  type CountedEntity,
  MAX_CHANGED_IDS,
  type ShopChange,
} from '../contract.ts'

/** What webhooks say has changed, until a round asks Shopify for it. */
export class Changes {
  readonly #ids: Record<CountedEntity, Set<string>> = {
    products: new Set(),
    customers: new Set(),
    orders: new Set(),
  }
  /** More has changed than is worth asking for one by one. */
  #many = false
  /** The inbox was said to hold something since it was last looked into. */
  #inbox = false

  constructor(change: ShopChange) {
    this.add(change)
  }

  /** Takes ids that look like ids; a signal can be sent by hand. */
  add(change: ShopChange): void {
    for (const entity of COUNTED_ENTITIES) {
      for (const id of toList(change?.[entity])) {
        if (/^\d{1,18}$/.test(id)) this.#ids[entity].add(id)
      }
    }
    if (this.#size > MAX_CHANGED_IDS) this.#many = true
    if (change?.inbox === true) this.#inbox = true
  }

  get waiting(): boolean {
    return this.#size > 0 || this.#inbox
  }

  /** The inbox is about to be looked into: whoever fills it after this says so again. */
  openInbox(): void {
    this.#inbox = false
  }

  /** Hands out what waits; `whole`: a round for all of the shop is needed beside it. */
  take(): { change: ShopChange; whole: boolean } {
    const change = this.all
    const whole = this.#many
    for (const entity of COUNTED_ENTITIES) this.#ids[entity].clear()
    this.#many = false
    return { change, whole }
  }

  /** What waits, as a continuation takes it over. */
  get all(): ShopChange {
    let left = MAX_CHANGED_IDS
    const ids = Object.fromEntries(
      COUNTED_ENTITIES.map((entity) => {
        const ids = [...this.#ids[entity]].slice(0, left)
        left -= ids.length
        return [entity, ids] as const
      }),
    )
    return this.#inbox ? { ...ids, inbox: true } : ids
  }

  get #size(): number {
    return COUNTED_ENTITIES.reduce((sum, entity) => sum + this.#ids[entity].size, 0)
  }
}

const toList = (ids: unknown): string[] =>
  Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
