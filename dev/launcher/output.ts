/** Where the launcher's lines go: a terminal, or a file or pipe. */
export interface Output {
  /** Prints a line that stays. */
  readonly say: (line: string) => void
  /** Shows how things stand: a terminal redraws it in place, elsewhere it is printed now and then. */
  readonly showStatus: (lines: readonly string[]) => void
}

interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
  write: (text: string) => unknown
}

/** Without a terminal a status is printed no more often than this. */
const STATUS_EVERY_MS = 10_000

export function createOutput(stream: Stream, now: () => number = () => performance.now()): Output {
  let shown = 0
  let last = ''
  let lastAt = -Infinity
  const erase = (): void => {
    if (shown > 0) stream.write(`\u001B[${shown}A\u001B[J`)
    shown = 0
  }
  return {
    say: (line) => {
      erase()
      stream.write(`${line}\n`)
    },
    showStatus: (lines) => {
      const width = stream.columns ?? 100
      const text = lines.map((line) => line.slice(0, width - 1)).join('\n')
      if (stream.isTTY === true) {
        erase()
        stream.write(`${text}\n`)
        shown = lines.length
      } else if (text !== last && now() - lastAt >= STATUS_EVERY_MS) {
        stream.write(`${lines.join('\n')}\n`)
        last = text
        lastAt = now()
      }
    },
  }
}
