import { limitConcurrency, OverloadedError } from '../http/limit-concurrency.ts'
import { busy } from '../problems/problems.ts'

/** Hashing is the dearest thing that a stranger can ask for: two at a time and a short queue. */
const limit = limitConcurrency(2, 100)

/**
 * Runs what checks or makes a password. What belongs to the check, such as asking for earlier
 * failures, stands inside, so that a flood sees the count that its own first tries left.
 */
export async function withPasswordWork<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await limit(work)
  } catch (error) {
    throw error instanceof OverloadedError ? busy() : error
  }
}
