import { createHmac, randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { ApiError } from '../graphql/api-error.ts'
import type { RequestContext } from '../graphql/context.ts'
import { toGlobalId } from '../graphql/global-id.ts'
import { now } from '../world/index.ts'
import type { Instant, ShopState, World } from '../world/model.ts'
import type {
  BulkMischief,
  BulkOperation,
  BulkRefusal,
  BulkStatus,
  BulkUserError,
} from './bulk-operation.ts'
import { checkBulkQuery } from './check-query.ts'
import { compileBulkQuery } from './compile.ts'
import { runBulkOperation } from './run.ts'

const WEEK = 7 * 86_400_000
/** What the results of all shops may take on the disk; past it the oldest go before their time. */
const MAX_KEPT_BYTES = 2 ** 30
/** Query operations that one app may have at a time in one shop. */
const MAX_RUNNING = 5
const UNDER_WAY: readonly BulkStatus[] = ['CREATED', 'RUNNING', 'CANCELING']

/** What bulk operations need of their surroundings. */
export interface BulkSurroundings {
  world: World
  /** Where results are written; emptied at the start and removed at the end. */
  folder: string
  /** The faults that refuse a query before it is looked at. */
  drawRefusal: (shop: string, query: string) => BulkRefusal
  /** The faults of an operation that was accepted. */
  drawMischief: (shop: string, query: string) => BulkMischief
  /** Hears of every operation that has ended, however it did. */
  onEnd?: (state: ShopState, operation: BulkOperation) => void
  /** How long the process works on a result at a stretch; 10 ms when left out. */
  sliceMs?: number
}

interface Kept {
  operation: BulkOperation
  mischief: BulkMischief
  controller: AbortController
  ended: Promise<void>
}

/** The bulk operations of all shops. They are kept in memory only: after a restart no one knows them. */
export class BulkOperations {
  readonly #surroundings: BulkSurroundings
  readonly #kept = new Map<number, Kept>()
  readonly #secret = randomBytes(32)
  /** Names of results whose address was made invalid before its time. */
  readonly #goneKeys = new Set<string>()
  /** Begins with the time, so that no id comes again after a restart. */
  #lastId = Date.now()

  constructor(surroundings: BulkSurroundings) {
    this.#surroundings = surroundings
    rmSync(surroundings.folder, { recursive: true, force: true })
  }

  /**
   * `bulkOperationRunQuery`.
   * @throws ApiError ACCESS_DENIED by a fault, NotModelledError for what the stand-in has not
   */
  run(
    context: RequestContext,
    query: string,
    groupObjects: boolean,
  ): BulkOperation | BulkUserError {
    const { domain } = context.state.shop
    const { denied, refusal } = this.#surroundings.drawRefusal(domain, query)
    if (denied) {
      throw new ApiError('ACCESS_DENIED', 'Access denied for bulkOperationRunQuery field.', {
        documentation: 'https://shopify.dev/api/usage/access-scopes',
      })
    }
    if (refusal !== null) return invalid(refusal)
    const checked = checkBulkQuery(query)
    if ('refusal' in checked) return invalid(checked.refusal)
    const running = this.list(context.state).filter(({ status }) => UNDER_WAY.includes(status))
    if (running.length >= MAX_RUNNING) return inProgress(running)

    this.#sweep()
    const compiled = compileBulkQuery(checked, context.scopes)
    const operation = this.#create(domain, query, groupObjects, context.now)
    const controller = new AbortController()
    const mischief = this.#surroundings.drawMischief(domain, query)
    const { folder, sliceMs = 10 } = this.#surroundings
    const { signal } = controller
    // Searches are noted for whoever asked; nobody asks here.
    const own: RequestContext = { ...context, searches: [], searchDebug: false }
    const ended = runBulkOperation({
      operation,
      compiled,
      mischief,
      context: own,
      folder,
      signal,
      sliceMs,
    }).then(() => this.#surroundings.onEnd?.(context.state, operation))
    this.#kept.set(operation.id, { operation, mischief, controller, ended })
    return operation
  }

  #create(shop: string, query: string, groupObjects: boolean, createdAt: Instant): BulkOperation {
    return {
      id: ++this.#lastId,
      shop,
      query,
      groupObjects,
      status: 'CREATED',
      errorCode: null,
      createdAt,
      completedAt: null,
      endedAt: null,
      objectCount: 0,
      rootObjectCount: 0,
      file: null,
      fileKey: newFileKey(),
      downloads: [],
    }
  }

  /** The operations of a shop, oldest first. */
  list({ shop }: ShopState): BulkOperation[] {
    return Array.from(this.#kept.values(), ({ operation }) => operation).filter(
      (operation) => operation.shop === shop.domain,
    )
  }

  find({ shop }: ShopState, id: number): BulkOperation | null {
    const operation = this.#kept.get(id)?.operation
    return operation?.shop === shop.domain ? operation : null
  }

  /** `bulkOperationCancel` of an operation that is there. */
  cancel(operation: BulkOperation): BulkUserError | null {
    if (!UNDER_WAY.includes(operation.status)) {
      const status = this.statusOf(operation).toLowerCase()
      const message = `A bulk operation cannot be canceled when it is ${status}`
      return { code: null, field: null, message }
    }
    operation.status = 'CANCELING'
    this.#kept.get(operation.id)?.controller.abort()
    return null
  }

  /** A result is there for seven days of the world's clock. */
  isOver({ endedAt }: BulkOperation): boolean {
    return endedAt !== null && now(this.#surroundings.world) >= endedAt + WEEK
  }

  statusOf(operation: BulkOperation): BulkStatus {
    return operation.status === 'COMPLETED' && this.isOver(operation) ? 'EXPIRED' : operation.status
  }

  /** The counts as they are told, which a fault may have raised. */
  countsOf({ id, objectCount, rootObjectCount }: BulkOperation) {
    const mischief = this.#kept.get(id)?.mischief
    return {
      objectCount: objectCount + (mischief?.objectCountOff ?? 0),
      rootObjectCount: rootObjectCount + (mischief?.rootObjectCountOff ?? 0),
    }
  }

  /** Where the result can be had without a token, or null where there is none. */
  resultUrl(operation: BulkOperation, origin: string): string | null {
    if (operation.file === null || operation.endedAt === null || this.isOver(operation)) return null
    const expires = Math.floor((operation.endedAt + WEEK) / 1000)
    const path = `/_bulk/${operation.fileKey}.jsonl`
    return `${origin}${path}?expires=${expires}&signature=${this.#sign(path, expires)}`
  }

  /** The operation whose result an address means, or why it is not given. */
  openResult(url: URL): BulkOperation | 'NoSuchKey' | 'ExpiredToken' | 'SignatureDoesNotMatch' {
    const key = /^\/_bulk\/(\w+)\.jsonl$/.exec(url.pathname)?.[1] ?? ''
    if (this.#goneKeys.has(key)) return 'ExpiredToken'
    const kept = [...this.#kept.values()].find(({ operation }) => operation.fileKey === key)
    if (kept?.operation.file == null) return 'NoSuchKey'
    const expires = Number(url.searchParams.get('expires'))
    if (url.searchParams.get('signature') !== this.#sign(url.pathname, expires)) {
      return 'SignatureDoesNotMatch'
    }
    return this.isOver(kept.operation) ? 'ExpiredToken' : kept.operation
  }

  /** Makes the result's present address invalid; whoever asks for the operation gets a new one. */
  moveResult(operation: BulkOperation): void {
    this.#goneKeys.add(operation.fileKey)
    operation.fileKey = newFileKey()
  }

  /** Ends everything that runs and throws the results away. */
  async close(): Promise<void> {
    for (const { controller } of this.#kept.values()) controller.abort()
    await Promise.all(Array.from(this.#kept.values(), ({ ended }) => ended))
    rmSync(this.#surroundings.folder, { recursive: true, force: true })
  }

  /** Throws away results that nobody can have any more. */
  #sweep(): void {
    let bytes = 0
    for (const { operation } of [...this.#kept.values()].toReversed()) {
      const { file } = operation
      if (file === null) continue
      bytes += file.size
      if (bytes <= MAX_KEPT_BYTES && !this.isOver(operation)) continue
      rmSync(file.path, { force: true })
      operation.file = null
    }
  }

  #sign(path: string, expires: number): string {
    return createHmac('sha256', this.#secret).update(`${path} ${expires}`).digest('hex')
  }
}

function newFileKey(): string {
  return `bulk${randomBytes(16).toString('hex')}`
}

function invalid(message: string): BulkUserError {
  return { code: 'INVALID', field: ['query'], message }
}

function inProgress(running: readonly BulkOperation[]): BulkUserError {
  const ids = running.map(({ id }) => toGlobalId('BulkOperation', id)).join(', ')
  return {
    code: 'OPERATION_IN_PROGRESS',
    field: null,
    message: `A bulk query operation for this app and shop is already in progress: ${ids}.`,
  }
}
