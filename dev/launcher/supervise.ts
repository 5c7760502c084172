import { setTimeout as wait } from 'node:timers/promises'

/** A process that was started and serves. */
export interface Running {
  readonly pid: number
  /** Resolves when it ended, whatever the reason. */
  readonly exited: Promise<void>
  /** Ends it in good order and resolves when it is gone. */
  readonly stop: () => Promise<void>
}

export interface Part {
  /** How messages name it, such as `the worker`. */
  readonly name: string
  /** Starts it, and resolves when it serves. */
  readonly start: () => Promise<Running>
  readonly logFile: string
  readonly say: (line: string) => void
  /** Hears the process id of each new start. */
  readonly onStart?: (pid: number) => void
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000
/** Who lived this long is not in a loop of crashes. */
const STEADY_MS = 10_000

/**
 * Starts a part and starts it again whenever it dies, with growing pauses while it dies at once.
 * Fails only when the very first start does.
 */
export async function supervise(part: Part): Promise<{ stop: () => Promise<void> }> {
  const stopping = new AbortController()
  let running = await part.start()
  part.onStart?.(running.pid)

  const watching = (async () => {
    let pause = FIRST_PAUSE_MS
    for (;;) {
      const since = performance.now()
      await running.exited
      if (stopping.signal.aborted) return
      if (performance.now() - since > STEADY_MS) pause = FIRST_PAUSE_MS
      part.say(`${capitalise(part.name)} ended by itself and is started again (${part.logFile})`)
      for (let started = false; !started; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
        await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
        if (stopping.signal.aborted) return
        try {
          running = await part.start()
          started = true
        } catch {
          part.say(
            `${capitalise(part.name)} did not start again; trying once more (${part.logFile})`,
          )
        }
      }
      if (stopping.signal.aborted) return await running.stop()
      part.onStart?.(running.pid)
    }
  })()

  return {
    stop: async () => {
      stopping.abort()
      await running.stop()
      await watching
    },
  }
}

function capitalise(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
