import type { Run, SyncResponse } from '@tidemark/api/contract'
import { createContext } from 'svelte'
import { forTenant } from '#lib/api/for-tenant.ts'
import { fetchSync, startSync } from '#lib/api/routes.ts'
import type { Failure } from '#lib/api/answer.ts'
import { countChanged, describeOutcome } from './outcome.ts'

interface Handlers {
  /** A run ended, rows of a first sync arrived or the schedule was changed: load the page again. */
  onNews: () => void
  /** The stream was lost, or nobody answered. */
  onSilence: () => void
}

const pollMs = 3_000
/** How often the numbers follow a first sync while it runs. */
const followMs = 5_000
const runsShown = 8

/**
 * How one shop's sync stands, kept current by the API's event stream, or by asking every few
 * seconds where a stream does not get through.
 */
export class LiveSync {
  #status = $state.raw<SyncResponse>() as SyncResponse
  /** A click on Sync now that the API has not answered yet. */
  starting = $state(false)
  failure = $state.raw<Failure | null>(null)
  /** What a screen reader is told, once for each beginning and end. */
  announcement = $state('')

  /** The run that was asked for here. */
  #asked = $state<string | null>(null)
  readonly #tenantId: string
  readonly #fetch: typeof fetch
  readonly #handlers: Handlers
  #source: EventSource | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #refused = 0
  #followedAt = 0

  constructor(tenantId: string, initial: SyncResponse, handlers: Handlers) {
    this.#tenantId = tenantId
    this.#fetch = forTenant(fetch, tenantId)
    this.#status = initial
    this.#handlers = handlers
  }

  get status(): SyncResponse {
    return this.#status
  }

  get running(): boolean {
    return this.current !== null || this.starting
  }

  /** The run under way, unless it only fetches what a webhook told of: that is over in a moment. */
  get current(): Run | null {
    return notable(this.#status.current, this.#asked)
  }

  /** The newest run that has ended. */
  get last(): Run | undefined {
    return this.#status.runs.find((run) => run.state !== 'running')
  }

  /** The run to speak of: the one under way, else the newest that has ended. */
  get shown(): Run | undefined {
    return this.current ?? this.last
  }

  /** Starts to listen; gives the function that ends it. */
  connect(): () => void {
    this.#listen()
    return () => {
      this.#source?.close()
      clearTimeout(this.#timer)
    }
  }

  /** Starts a sync, or joins the one that runs. */
  async start(): Promise<void> {
    this.starting = true
    this.failure = null
    const answer = await startSync(this.#fetch)
    if (!answer.ok) {
      this.failure = answer.failure
      this.starting = false
      return
    }
    this.#asked = answer.value.runId
    const status = await fetchSync(this.#fetch, runsShown)
    if (status.ok) this.#accept(status.value)
    this.starting = false
  }

  #accept(status: SyncResponse): void {
    const before = this.#status
    this.#status = status
    const ended = finishedRun(status) !== finishedRun(before)
    const synced = status.lastSyncedAt !== before.lastSyncedAt
    if (this.current && !notable(before.current, this.#asked)) {
      this.announcement = 'A sync has started.'
    }
    if (ended && this.last && notable(this.last, this.#asked)) {
      this.announcement = `The sync has ended. ${describeOutcome(this.last, String)}`
    }
    const rescheduled =
      status.schedule.paused !== before.schedule.paused ||
      status.schedule.intervalSeconds !== before.schedule.intervalSeconds
    if (ended || synced || rescheduled || this.#arrives(before, status)) this.#handlers.onNews()
  }

  /** Whether a first sync has brought rows since the page's numbers last followed it. */
  #arrives(before: SyncResponse, { current, lastSyncedAt }: SyncResponse): boolean {
    if (lastSyncedAt !== null || current === null) return false
    if (before.current !== null && countChanged(current) === countChanged(before.current)) {
      return false
    }
    if (Date.now() - this.#followedAt < followMs) return false
    this.#followedAt = Date.now()
    return true
  }

  #listen(): void {
    const source = new EventSource(`/api/sync/events?tenant=${this.#tenantId}`)
    this.#source = source
    source.addEventListener('sync', (event: MessageEvent<string>) => {
      this.#refused = 0
      const status: SyncResponse = JSON.parse(event.data)
      this.#accept(status)
    })
    source.addEventListener('error', () => {
      this.#refused += 1
      this.#handlers.onSilence()
      // A lost connection is taken up again by the browser itself, a refused one is not.
      if (source.readyState !== EventSource.CLOSED && this.#refused < 3) return
      source.close()
      this.#poll()
    })
  }

  #poll(): void {
    this.#timer = setTimeout(() => void this.#ask(), pollMs)
  }

  async #ask(): Promise<void> {
    const status = await fetchSync(this.#fetch, runsShown)
    if (status.ok) {
      this.#accept(status.value)
    } else if (status.failure.status === 401) {
      return
    }
    this.#refused += 1
    // The stream gets another chance now and then.
    if (this.#refused % 10 === 0) this.#listen()
    else this.#poll()
  }
}

function finishedRun({ runs }: SyncResponse): string | undefined {
  const run = runs.find(({ state }) => state !== 'running')
  return run && `${run.runId} ${run.finishedAt}`
}

const notable = (run: Run | null, asked: string | null): Run | null =>
  run?.trigger === 'webhook' && run.runId !== asked ? null : run

/** The sync of the shop that the page is about. */
export const [getLive, setLive] = createContext<LiveSync>()
