import type { ShopState } from '../world/model.ts'

/** A range of days `YYYY-MM-DD` in the shop's zone, both included. */
export interface TruthRange {
  from?: string
  to?: string
}

/** The true figures of a shop, counted straight from the generator's own state. */
export declare function truth(state: ShopState, asOf: number, range?: TruthRange): object
