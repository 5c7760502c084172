import { setImmediate as nextTurn } from 'node:timers/promises'
import { ShopifyNetworkError } from '../../shopify/errors.ts'
import { isChunkFull } from '../dependencies.ts'
import { type Batch, cutBatches } from './cut-batches.ts'
import { downloadLines } from './download.ts'
import { BulkAddressError, BulkFileError } from './errors.ts'
import type { BulkContext } from './follow-operation.ts'
import { type BulkOperation, readBulk } from './operations.ts'
import type { Spelling } from './read-wholes.ts'
import { WritePipe } from './write-pipe.ts'

/** How far a file has been written. */
export type FilePlace = { position: number; objectsRead: number; rootsRead: number }

/** Batches that are written together. */
export type Transaction<Row = unknown> = {
  /** Called while what came before is being written. */
  add(batch: Batch<Row>): Promise<void> | void
  /** Writes all that was added, with the place behind it. */
  write(place: FilePlace): Promise<void>
}

/** Where a file is read to, and the quick way to read it. */
export type Reading<Row> = {
  open: () => Transaction<Row>
  spelling?: Spelling<Row> | undefined
}

/** Broken downloads in a row, without a batch written between them, before Temporal tries again. */
const TRIES = 4
const PAUSE_MS = 500

/**
 * Reads the file of a completed operation from a place on, batch by batch. While some are written, the
 * next ones are downloaded and prepared. A connection that breaks, and an address that has expired,
 * are picked up behind what was written last.
 * @param how `open` begins the next transaction
 * @returns the place reached, and whether that is the end; `BulkFileError` is thrown for a file that
 *   is not what the operation said
 */
export async function readFile<Row>(
  context: BulkContext,
  operation: BulkOperation,
  begin: FilePlace,
  how: Reading<Row>,
): Promise<{ place: FilePlace; ended: boolean }> {
  const { client, attempt } = context
  let place = begin
  let current = operation
  for (let tries = 0; ;) {
    const before = place.position
    try {
      const ended = await readOn(context, current, place, how, (written) => (place = written))
      if (ended) expectCounts(operation, place)
      return { place, ended }
    } catch (error) {
      const isBroken = error instanceof ShopifyNetworkError || error instanceof BulkAddressError
      tries = place.position > before ? 1 : tries + 1
      if (!isBroken || tries >= TRIES) throw error
      await attempt.caller.pause(PAUSE_MS * 2 ** (tries - 1))
      current = (await readBulk(client, operation.id, attempt.caller)) ?? current
    }
  }
}

/** Downloads once, until the end of the file or of the chunk. */
async function readOn<Row>(
  { deps, attempt }: BulkContext,
  { url, fileSize, objectCount }: BulkOperation,
  begin: FilePlace,
  { open, spelling }: Reading<Row>,
  written: (place: FilePlace) => void,
): Promise<boolean> {
  // Nothing was found, or no size was told and all of it has come.
  if (!url || (!fileSize && begin.objectsRead >= objectCount)) return true
  const { bulkRoots } = deps.limits
  const size = fileSize ?? null
  const { signal } = attempt.caller
  const blocks = downloadLines({ url, position: begin.position, size, signal })
  const pipe = new WritePipe(open, begin, written)
  try {
    for await (const batch of cutBatches(blocks, { roots: bulkRoots, spelling })) {
      await pipe.add(batch)
      // Postgres' answers wait for a turn of the event loop, and its next statement for the answer.
      await nextTurn()
      if (!pipe.holds(bulkRoots)) continue
      await pipe.flush()
      if (isChunkFull(deps, { pages: 0, elapsed: attempt.elapsed() })) {
        return size !== null && pipe.place.position >= size
      }
    }
    await pipe.flush()
    return true
  } finally {
    await pipe.settled()
  }
}

/** Every line was read, and as many objects as Shopify counts: else the file is not whole. */
function expectCounts(
  { objectCount, rootObjectCount }: BulkOperation,
  { objectsRead, rootsRead }: FilePlace,
): void {
  if (objectsRead === objectCount && rootsRead === rootObjectCount) return
  throw new BulkFileError(
    `The file has ${objectsRead} objects, ${rootsRead} of them roots; ` +
      `Shopify counts ${objectCount} and ${rootObjectCount}.`,
  )
}
