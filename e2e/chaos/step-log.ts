/** What was done and seen, in order, for whoever has to find out what went wrong. */
export interface StepLog {
  note(text: string): void
  /** The step that the next notes belong to. */
  enter(step: number): void
  /** The last lines. */
  tail(count: number): string[]
}

/** @param say hears each line as it comes */
export function createStepLog(say: (line: string) => void): StepLog {
  const lines: string[] = []
  const startedAt = performance.now()
  let step = 0
  return {
    enter: (number) => {
      step = number
    },
    note: (text) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)
      const line = `${seconds} s  step ${String(step).padStart(3)}  ${text}`
      lines.push(line)
      say(line)
    },
    tail: (count) => lines.slice(-count),
  }
}
