import { ShopifyNetworkError } from '../../shopify/errors.ts'
import { isChunkFull } from '../dependencies.ts'
import { type Batch, cutBatches } from './cut-batches.ts'
import { downloadLines } from './download.ts'
import { BulkAddressError, BulkFileError } from './errors.ts'
import type { BulkContext } from './follow-operation.ts'
import { type BulkOperation, readBulk } from './operations.ts'

/** How far a file has been written. */
export type FilePlace = { position: number; objectsRead: number; rootsRead: number }

/** Turns a batch into what writes it; called while the batch before is being written. */
export type Prepare = (batch: Batch) => Promise<(place: FilePlace) => Promise<void>>

/** Broken downloads in a row, without a batch written between them, before Temporal tries again. */
const TRIES = 4
const PAUSE_MS = 500

/**
 * Reads the file of a completed operation from a place on, batch by batch. While one batch is
 * written, the next one is downloaded and prepared. A connection that breaks, and an address that has
 * expired, are picked up where the last batch was written.
 * @returns the place reached, and whether that is the end; `BulkFileError` is thrown for a file that
 *   is not what the operation said
 */
export async function readFile(
  context: BulkContext,
  operation: BulkOperation,
  begin: FilePlace,
  prepare: Prepare,
): Promise<{ place: FilePlace; ended: boolean }> {
  const { client, attempt } = context
  let place = begin
  let current = operation
  for (let tries = 0; ;) {
    const before = place.position
    try {
      const ended = await readOn(context, current, place, prepare, (written) => (place = written))
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
async function readOn(
  { deps, attempt }: BulkContext,
  { url, fileSize, objectCount }: BulkOperation,
  begin: FilePlace,
  prepare: Prepare,
  written: (place: FilePlace) => void,
): Promise<boolean> {
  // Nothing was found, or no size was told and all of it has come.
  if (!url || (!fileSize && begin.objectsRead >= objectCount)) return true
  const { signal } = attempt.caller
  const size = fileSize ?? null
  let place = begin
  let writing: Promise<void> = Promise.resolve()
  try {
    const blocks = downloadLines({ url, position: begin.position, size, signal })
    for await (const batch of cutBatches(blocks, { roots: deps.limits.bulkRoots })) {
      const write = await prepare(batch)
      await writing
      const next = {
        position: batch.end,
        objectsRead: place.objectsRead + batch.lines.length,
        rootsRead: place.rootsRead + batch.roots,
      }
      place = next
      writing = settle(write(next), next)
      // Whoever waits for it hears of its failure; until then nobody does.
      writing.catch(() => undefined)
      if (isChunkFull(deps, { pages: 0, elapsed: attempt.elapsed() })) {
        await writing
        return size !== null && next.position >= size
      }
    }
  } finally {
    await writing
  }
  return true

  async function settle(write: Promise<void>, reached: FilePlace): Promise<void> {
    await write
    written(reached)
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
