import { Connection } from '@temporalio/client'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Waits until the server answers for its namespace and knows the search attributes; workflows that
 * set one would fail before. False when the server ended instead.
 */
export async function waitUntilReady(
  address: string,
  searchAttributes: readonly string[],
  exited: Promise<void>,
): Promise<boolean> {
  const connection = Connection.lazy({ address, connectTimeout: 2_000 })
  const ended = new AbortController()
  void exited.then(() => ended.abort())
  try {
    while (!ended.signal.aborted) {
      try {
        const known = await connection.withDeadline(Date.now() + 2_000, async () =>
          connection.operatorService.listSearchAttributes({ namespace: 'default' }),
        )
        if (searchAttributes.every((name) => name in known.customAttributes)) return true
      } catch {
        // Not listening yet.
      }
      await wait(50)
    }
    return false
  } finally {
    await connection.close()
  }
}
