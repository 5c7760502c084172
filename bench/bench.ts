import { percentile } from './percentile.ts'

/** What may be said on the command line behind a bench's name. */
export interface BenchOptions {
  /** Also the sizes that take minutes. */
  million: boolean
  /** How often each thing is measured; the median counts. */
  rounds: number
  /** How many orders the large shop of a data set has. */
  orders: number
  /** A folder whose data set is kept, and found again by the next run; otherwise it is removed. */
  data: string | undefined
}

/** One thing, measured several times. */
export interface Measure {
  name: string
  unit: 's' | 'ms' | 'MB' | 'per second' | 'count'
  /** In the order in which they were taken. */
  runs: number[]
  median: number
  /** What a reader must know to judge it. */
  note?: string
}

/** One measure over another, and what is asked of it. */
export interface Ratio {
  name: string
  value: number
  atLeast?: number
  atMost?: number
}

export interface BenchResult {
  /** What was done, in a sentence. */
  about: string
  measures: Measure[]
  ratios: Ratio[]
  /** "18.4" */
  postgres?: string
}

/** One bench: a file that exports such a function, named in `registry.ts`. */
export type Bench = (options: BenchOptions) => Promise<BenchResult>

export function measure(
  name: string,
  unit: Measure['unit'],
  runs: readonly number[],
  note?: string,
): Measure {
  return {
    name,
    unit,
    runs: [...runs],
    median: median(runs),
    ...(note === undefined ? {} : { note }),
  }
}

/** What a share of all measured times does not exceed, three times: half, 95 and 99 in a hundred. */
export function percentiles(name: string, values: readonly number[], note?: string): Measure[] {
  return [0.5, 0.95, 0.99].map((share) =>
    measure(`${name}, p${share * 100}`, 'ms', [percentile(values, share)], note),
  )
}

/** The middle one; of an even number, the mean of the two in the middle. */
export function median(runs: readonly number[]): number {
  const sorted = runs.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
  return (lower + upper) / 2
}
