/** Too much work of this kind is already waiting. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError'
}

/** Runs at most `running` tasks at once and lets at most `waiting` more wait; refuses the rest. */
export function limitConcurrency(running: number, waiting: number) {
  let active = 0
  const queue: (() => void)[] = []

  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (active >= running) {
      if (queue.length >= waiting) throw new OverloadedError('Too many tasks wait already')
      await new Promise<void>((resolve) => queue.push(resolve))
    } else {
      active += 1
    }
    try {
      return await task()
    } finally {
      const next = queue.shift()
      if (next) next()
      else active -= 1
    }
  }
}
