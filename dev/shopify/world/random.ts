/** A small deterministic generator (sfc32): the same seed draws the same numbers everywhere. */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: number) {
    this.#a = seed >>> 0
    this.#b = Math.floor(seed / 0x100000000) >>> 0
    this.#c = 0x9e3779b9
    for (let i = 0; i < 12; i++) this.next()
  }

  /** A number in [0, 1). */
  next(): number {
    const t = (((this.#a + this.#b) >>> 0) + this.#counter) >>> 0
    this.#counter = (this.#counter + 1) >>> 0
    this.#a = (this.#b ^ (this.#b >>> 9)) >>> 0
    this.#b = (this.#c + (this.#c << 3)) >>> 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) >>> 0
    this.#c = (this.#c + t) >>> 0
    return t / 0x100000000
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)]
    if (item === undefined) throw new RangeError('Cannot pick from an empty list.')
    return item
  }

  pickOrNull<T>(items: readonly T[]): T | null {
    return items.length === 0 ? null : this.pick(items)
  }

  /** Picks a key with a probability in proportion to its weight. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
    const entries = Object.entries<number>(weights as Record<K, number>)
    const total = entries.reduce((sum, [, weight]) => sum + weight, 0)
    let rest = this.next() * total
    for (const [key, weight] of entries) {
      rest -= weight
      if (rest < 0) return key as K
    }
    return this.pick(entries)[0] as K
  }

  /** About how many of something rare: Poisson for small means, by counting exponential gaps. */
  poisson(mean: number): number {
    let count = 0
    let sum = -Math.log(1 - this.next())
    while (sum < mean) {
      count++
      sum += -Math.log(1 - this.next())
    }
    return count
  }

  /** A seed for another generator. */
  seed(): number {
    return Math.floor(this.next() * 0x100000000)
  }
}

/** Mixes two numbers into a seed. */
export function mixSeeds(a: number, b: number): number {
  let h = (Math.imul(a ^ 0x85ebca6b, 0xcc9e2d51) ^ Math.imul(b ^ 0xc2b2ae35, 0x1b873593)) >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0
  return (h ^ (h >>> 16)) >>> 0
}
