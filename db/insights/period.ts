/** Days in the shop's time zone, YYYY-MM-DD, both included; null is open. */
export interface Period {
  from: string | null
  to: string | null
}

/** A period with two ends. */
export interface ClosedPeriod extends Period {
  from: string
  to: string
}

/** On which day a reversal counts: when it happened, or its order's. */
export type { Reversals } from '../schema/daily-sales.ts'
