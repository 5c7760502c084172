import { BadRequestError } from './request.ts'

/** One way to misbehave, as told by `POST /_control/faults`. */
export interface FaultRule {
  kind: 'status' | 'throttle' | 'slow' | 'cut' | 'graphql-error'
  /** Of kind status; 503 when left out. */
  status?: number
  /** Of kind status: seconds for the Retry-After header. */
  retryAfter?: number
  /** Of kind slow: milliseconds to wait before answering. */
  ms?: number
  /** Every n-th request. Without this and without a probability: every request. */
  every?: number
  /** Between 0 and 1, drawn from the seed. */
  probability?: number
  /** How often at most. */
  times?: number
}

interface ActiveRule {
  rule: FaultRule
  shop: string | null
  seen: number
  fired: number
  random: () => number
}

const KINDS = ['status', 'throttle', 'slow', 'cut', 'graphql-error']
const NUMBERS = ['status', 'retryAfter', 'ms', 'every', 'probability', 'times'] as const

/** The faults that are switched on. */
export class Faults {
  #rules: ActiveRule[] = []

  /** Adds rules for one shop (full domain), or for all with null. */
  add(shop: string | null, rules: FaultRule[], seed: number): void {
    for (const rule of rules) {
      this.#rules.push({ rule, shop, seen: 0, fired: 0, random: createRandom(seed) })
    }
  }

  /** Behaves well again: all shops with null. */
  clear(shop: string | null): void {
    this.#rules = shop === null ? [] : this.#rules.filter((active) => active.shop !== shop)
  }

  /** What is switched on, and how often each came. */
  list(): { shop: string | null; rule: FaultRule; fired: number }[] {
    return this.#rules.map(({ shop, rule, fired }) => ({ shop, rule, fired }))
  }

  /** The faults that hit a request of this shop, now that it has come. */
  draw(shop: string): FaultRule[] {
    return this.#rules.filter((active) => isDue(active, shop)).map(({ rule }) => rule)
  }
}

function isDue(active: ActiveRule, shop: string): boolean {
  if (active.shop !== null && active.shop !== shop) return false
  const { every, probability, times } = active.rule
  active.seen += 1
  if (times !== undefined && active.fired >= times) return false
  if (every !== undefined && active.seen % every !== 0) return false
  if (probability !== undefined && active.random() >= probability) return false
  active.fired += 1
  return true
}

/** A small generator of numbers in [0, 1) that repeats for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Reads the rules of a control request. */
export function readFaultRules(value: unknown): FaultRule[] {
  if (!Array.isArray(value)) throw new BadRequestError('rules must be a list of faults.')
  return value.map((item: unknown) => {
    const rule = (item ?? {}) as Record<string, unknown>
    if (!KINDS.includes(String(rule['kind']))) {
      throw new BadRequestError(`kind must be one of ${KINDS.join(', ')}.`)
    }
    for (const name of NUMBERS) {
      if (rule[name] === undefined || typeof rule[name] === 'number') continue
      throw new BadRequestError(`${name} must be a number.`)
    }
    return rule as unknown as FaultRule
  })
}
