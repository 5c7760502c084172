import type { Run } from '@tidemark/api/contract'

/** A run's place in the timeline: instants in ms, its length in seconds. */
export interface RunMark {
  run: Run
  from: number
  to: number
  seconds: number
}

/** Oldest first; a run under way lasts until now. */
export function toMarks(runs: readonly Run[], now: number): RunMark[] {
  return runs
    .map((run) => {
      const from = Date.parse(run.startedAt)
      const to = Math.max(from, run.finishedAt === null ? now : Date.parse(run.finishedAt))
      return { run, from, to, seconds: (to - from) / 1000 }
    })
    .toSorted((a, b) => a.from - b.from)
}

const lengths = [
  1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600,
  86_400,
]

/** Round lengths of time, in seconds, from zero to the first that holds the longest run. */
export function lengthTicks(longest: number): number[] {
  const top = lengths.find((one) => one >= longest) ?? Math.ceil(longest / 86_400) * 86_400
  // By the square root, as they are drawn: a quarter of the time is half of the height.
  const middle = lengths.findLast((one) => one <= top / 3)
  return [0, ...(middle === undefined ? [] : [middle]), top]
}
