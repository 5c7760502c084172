import { rm } from 'node:fs/promises'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { GraphQLError } from 'graphql'
import type { RequestContext } from '../graphql/context.ts'
import { mixSeeds, Random } from '../world/random.ts'
import { takeSnapshot } from '../world/snapshot.ts'
import type { Snapshot } from '../world/snapshot.ts'
import { now } from '../world/index.ts'
import type { ShopState } from '../world/model.ts'
import type { BulkMischief, BulkOperation } from './bulk-operation.ts'
import type { ChildRows, CompiledQuery, RowWriter } from './compile.ts'
import { disorder, groupedOrder, looseOrder } from './line-order.ts'
import type { LineOrder } from './line-order.ts'
import { findCut, ResultWriter } from './result-file.ts'

/** What a bulk operation runs with. */
export interface BulkRun {
  operation: BulkOperation
  compiled: CompiledQuery
  mischief: BulkMischief
  context: RequestContext
  folder: string
  signal: AbortSignal
  /** How long the process works on the result before it answers somebody else. */
  sliceMs: number
}

/**
 * Runs an operation to its end, whatever that is, and never throws. The result shows the shop as it
 * was when the operation began to run.
 */
export async function runBulkOperation(run: BulkRun): Promise<void> {
  const { operation, mischief, context, signal } = run
  const { world } = context
  await nextTurn()
  try {
    if (!signal.aborted) {
      operation.status = 'RUNNING'
      await writeResult(run, takeSnapshot(context.state))
    }
    if (mischief.slowMs > 0) await sleep(mischief.slowMs, undefined, { signal }).catch(() => {})
    if (signal.aborted) end(operation, now(world), 'CANCELED')
    else if (mischief.end === null) end(operation, now(world), 'COMPLETED')
    else {
      operation.errorCode = mischief.end.errorCode
      end(operation, now(world), mischief.end.status)
    }
  } catch (error) {
    const denied = error instanceof GraphQLError && error.extensions['code'] === 'ACCESS_DENIED'
    if (!denied) console.error(error)
    operation.errorCode = denied ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR'
    end(operation, now(world), 'FAILED')
  }
}

function end(operation: BulkOperation, at: number, status: BulkOperation['status']): void {
  operation.status = status
  operation.endedAt = at
  if (status === 'COMPLETED') operation.completedAt = at
}

/** Writes the file and keeps it, unless the operation is to end badly and without partial data. */
async function writeResult(run: BulkRun, snapshot: Snapshot): Promise<void> {
  const { operation, mischief, folder, signal } = run
  const writer = await ResultWriter.open(folder)
  try {
    await writeRows(run, snapshot.state, writer)
  } catch (error) {
    await writer.discard()
    throw error
  } finally {
    snapshot.release()
  }
  await writer.close()
  const { path, size } = writer
  const lost = mischief.end?.partial === false
  if (size === 0 || signal.aborted || lost) return rm(path, { force: true })
  const served = mischief.truncated ? await findCut(path, size, mischief.truncated) : size
  operation.file = { path, size, served }
}

async function writeRows(run: BulkRun, state: ShopState, writer: ResultWriter): Promise<void> {
  const { operation, compiled, mischief, context, signal, sliceMs } = run
  const { nodes, row } = compiled.start({ ...context, state })
  const random = new Random(mixSeeds(context.world.seed, nodes.length))
  const order = chooseOrder(operation, mischief, random)
  const wanted = mischief.end === null ? nodes.length : nodes.length * mischief.end.share
  let sliceEnd = performance.now() + sliceMs
  for (const node of nodes) {
    if (signal.aborted || operation.rootObjectCount >= wanted) break
    const lines: string[] = []
    listLines(asKept(state, compiled.rootType, node), row, null, lines)
    operation.objectCount += lines.length
    operation.rootObjectCount += 1
    const full = writer.add(order.add(lines))
    if (!full && performance.now() < sliceEnd) continue
    if (full) await writer.flush()
    await nextTurn()
    sliceEnd = performance.now() + sliceMs
  }
  await writeRest(order, writer)
}

async function writeRest(order: LineOrder, writer: ResultWriter): Promise<void> {
  const rest = order.rest()
  for (let index = 0; index < rest.length; index += 2000) {
    if (writer.add(rest.slice(index, index + 2000))) await writer.flush()
    await nextTurn()
  }
}

function chooseOrder(
  { groupObjects }: BulkOperation,
  mischief: BulkMischief,
  random: Random,
): LineOrder {
  if (mischief.disorder) return disorder(random)
  return groupObjects ? groupedOrder() : looseOrder(random)
}

/** The root as the snapshot has it: while the others were written it may have changed. */
function asKept(state: ShopState, type: string, node: unknown): unknown {
  const kept = {
    Order: state.orders,
    Customer: state.customers,
    Product: state.products,
    ProductVariant: state.variants,
  }[type]
  return kept?.get((node as { id: number }).id) ?? node
}

function listLines(node: unknown, row: RowWriter, parentId: string | null, out: string[]): void {
  if (node === null || node === undefined) return
  const below: ChildRows[] = []
  const members = row(node, below, parentId)
  const parent = parentId === null ? '' : `${members === '' ? '' : ','}"__parentId":${parentId}`
  out.push(`{${members}${parent}}\n`)
  for (const children of below) {
    for (const child of children.nodes) listLines(child, children.row, children.parentId, out)
  }
}
