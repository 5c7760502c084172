import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { ChildReport, ChildTask } from './child.ts'

/** Our part, in a process of its own. */
export async function runOurs(task: ChildTask): Promise<ChildReport> {
  const child = fork(new URL('child.ts', import.meta.url))
  child.send(task)
  const [answer] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[]
  if (typeof answer !== 'object' || answer === null) {
    throw new Error(`The backfill ended without a result (${String(answer)}).`)
  }
  return answer as ChildReport
}
