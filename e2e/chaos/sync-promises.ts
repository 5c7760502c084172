import { setTimeout as wait } from 'node:timers/promises'
import type { SyncRun, SyncState } from '../api-client.ts'
import { control } from '../compare.ts'
import { until } from '../system.ts'
import { type Copy, handleOf, type Shop } from './copy.ts'
import type { StepLog } from './step-log.ts'

/** A Sync Now that was answered with 202, and the order that had been placed just before. */
interface SyncPromise {
  shop: Shop
  order: { id: string; name: string }
  /** By our own clock, so that no answer counts that was on its way already. */
  acknowledgedAt: number
}

/** How the promises of Sync Now ended. */
export interface PromiseCounts {
  acknowledged: number
  /** The round had committed, and the order was there. */
  kept: number
  /** The run failed or was cancelled, and says so. */
  excused: number
  /** The order was deleted in Shopify before it could be looked for. */
  moot: number
  /** Sync Now answered otherwise, or not at all: by status, 0 for no answer. */
  refused: Record<number, number>
}

const EVERY_MS = 150

/**
 * Asks for syncs and watches what the API says of them: from its 202 on a request is shown as
 * running until a round that began after it has committed, so what Shopify had before is then here.
 */
export class SyncPromises {
  readonly counts: PromiseCounts = { acknowledged: 0, kept: 0, excused: 0, moot: 0, refused: {} }
  /** What went wrong, in sentences. */
  readonly broken: string[] = []
  readonly #copy: Copy
  readonly #log: StepLog
  readonly #open = new Map<Shop, Set<SyncPromise>>()
  readonly #deleted = new Set<string>()

  constructor(copy: Copy, log: StepLog) {
    this.#copy = copy
    this.#log = log
  }

  /** Orders that vanished from Shopify are not to be looked for. */
  noteDeleted(shop: string, name: string): void {
    this.#deleted.add(`${shop} ${name}`)
  }

  /** Places an order and asks for a sync. Gives the status; 0: no answer came. */
  async ask(shop: Shop): Promise<number> {
    const order = (await control(this.#copy.run, 'order', { shop: shop.domain, total: '77' })) as {
      id: string
      name: string
    }
    const status = await postSync(shop)
    if (status !== 202) {
      this.counts.refused[status] = (this.counts.refused[status] ?? 0) + 1
      // Only a pause, and what cannot be reached, may stand in the way: 409 and 503.
      if (![0, 409, 503].includes(status)) {
        this.broken.push(`Sync Now of ${shop.domain} answered ${status} after order ${order.name}.`)
      }
      return status
    }
    this.counts.acknowledged += 1
    const promise = { shop, order, acknowledgedAt: performance.now() }
    const open = this.#open.get(shop)
    if (open === undefined) {
      this.#open.set(shop, new Set([promise]))
      void this.#watch(shop)
    } else open.add(promise)
    return status
  }

  /** Whether any shop owes a sync. */
  get areOpen(): boolean {
    return this.#open.size > 0
  }

  /** Waits until the shop owes nothing. */
  async whenKept(shop: Shop, limitMs?: number): Promise<void> {
    await until(
      `the Sync Now of ${shop.domain} to be served`,
      () => (this.#open.has(shop) ? undefined : true),
      limitMs,
    )
  }

  async #watch(shop: Shop): Promise<void> {
    for (let open = this.#open.get(shop); open !== undefined; open = this.#open.get(shop)) {
      await wait(EVERY_MS)
      const askedAt = performance.now()
      const state = await readSync(shop)
      const [run] = state?.runs ?? []
      if (state?.current !== null || run === undefined) continue
      const due = [...open].filter(({ acknowledgedAt }) => acknowledgedAt < askedAt)
      if (run.state === 'failed' || run.state === 'cancelled') {
        this.counts.excused += due.length
        this.#log.note(`${handleOf(shop)}: the run ${run.state}. ${run.error?.sentence ?? ''}`)
      } else for (const promise of due) await this.#judge(promise, run)
      for (const promise of due) open.delete(promise)
      if (open.size === 0) this.#open.delete(shop)
    }
  }

  async #judge({ shop, order }: SyncPromise, run: SyncRun): Promise<void> {
    if (await this.#isMirrored(shop, order.id)) {
      this.counts.kept += 1
      return
    }
    // The answer that tells of a deletion may still be on its way to us.
    await wait(1_000)
    if (this.#deleted.has(`${shop.domain} ${order.name}`)) {
      this.counts.moot += 1
      return
    }
    this.broken.push(
      `Order ${order.name} of ${shop.domain} was placed before a Sync Now that was answered with ` +
        '202, and was not in Postgres when GET /api/sync showed no sync any more (the last run, ' +
        `${run.runId}, ${run.state}).`,
    )
    this.#log.note(`PROMISE BROKEN: ${this.broken.at(-1)}`)
  }

  async #isMirrored(shop: Shop, gid: string): Promise<boolean> {
    return await until('Postgres to tell whether an order is there', async () => {
      try {
        const { rows } = await this.#copy.database.query<{ there: boolean }>(
          'select exists (select from tidemark.orders where tenant_id = $1 and id = $2) as there',
          [shop.tenantId, /\d+$/.exec(gid)?.[0]],
        )
        return rows[0]?.there
      } catch {
        return undefined // It is being started again.
      }
    })
  }
}

async function postSync(shop: Shop): Promise<number> {
  try {
    const response = await shop.session.request('/api/sync', {
      method: 'POST',
      signal: AbortSignal.timeout(30_000),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return 0
  }
}

/** What GET /api/sync says; undefined while it cannot say anything. */
async function readSync(shop: Shop): Promise<SyncState | undefined> {
  try {
    const response = await shop.session.request('/api/sync', {
      signal: AbortSignal.timeout(30_000),
    })
    if (!response.ok) {
      await response.body?.cancel()
      return undefined
    }
    return (await response.json()) as SyncState
  } catch {
    return undefined
  }
}
