import { type Db, type ReceivedWebhook, receiveWebhooks } from '@tidemark/db'
import { busy } from '../problems/problems.ts'

/** Webhooks of one commit. */
const BATCH = 500

/** More than this at once would wait longer than Shopify does. */
const MOST_WAITING = 10_000

export interface Inbox {
  /** Resolves once the webhook is committed; throws when it could not be. */
  put(webhook: ReceivedWebhook): Promise<void>
}

interface Waiting {
  webhook: ReceivedWebhook
  resolve: () => void
  reject: (error: unknown) => void
}

/**
 * Commits webhooks together while the commit before is under way: one that comes alone waits for
 * nothing, and of a burst hundreds share one.
 */
export function createInbox(db: Db, onReceived: () => void): Inbox {
  const waiting: Waiting[] = []
  let busyWriting = false

  async function write(): Promise<void> {
    if (busyWriting) return
    busyWriting = true
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH)
      try {
        await receiveWebhooks(
          db,
          batch.map(({ webhook }) => webhook),
        )
        for (const { resolve } of batch) resolve()
        onReceived()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    busyWriting = false
  }

  return {
    put(webhook) {
      if (waiting.length >= MOST_WAITING) throw busy()
      return new Promise((resolve, reject) => {
        waiting.push({ webhook, resolve, reject })
        void write()
      })
    },
  }
}
