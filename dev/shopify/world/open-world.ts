import { WorldInputError } from './input-error.ts'
import { openLog } from './operation-log.ts'
import type { OperationLog } from './operation-log.ts'
import { apply } from './operations.ts'
import type { Operation, Outcome } from './operations.ts'
import type { Instant, World } from './model.ts'
import { createWorld, settleWorld } from './world.ts'
import type { WorldOptions } from './world.ts'

/** Options of `openWorld`. */
export interface OpenOptions extends WorldOptions {
  /** The folder that keeps the state; null keeps it in memory only. */
  dataDir: string | null
  /** Real time; tests pass their own. */
  realNow?: () => Date
}

interface Runtime {
  log: OperationLog | null
  realNow: () => Date
}

/** What belongs to a running world but not to its state. */
const runtimes = new WeakMap<World, Runtime>()

function runtimeOf(world: World): Runtime {
  return runtimes.get(world) ?? { log: null, realNow: () => new Date() }
}

/**
 * Loads the world kept in `dataDir` (what it was seeded from then wins over the options) or makes it
 * and keeps it there. Its clock runs, unless it was frozen when it was left; it never starts before
 * the last thing that happened.
 */
export function openWorld(options: OpenOptions): World {
  const realNow = options.realNow ?? (() => new Date())
  const fresh = {
    seed: options.seed,
    anchor: options.anchor.toISOString(),
    ...(options.calendar !== undefined && { calendar: options.calendar.toISOString() }),
    scale: options.scale ?? 1,
    shops: options.shops ?? null,
  }
  const log = options.dataDir === null ? null : openLog(options.dataDir, fresh)
  const { seed, anchor, calendar, scale, shops } = log?.seeding ?? fresh
  const world = createWorld({
    seed,
    anchor: new Date(anchor),
    ...(calendar === undefined ? {} : { calendar: new Date(calendar) }),
    scale,
    ...(shops === null ? {} : { shops }),
  })
  world.clock.frozenAt = null
  for (const operation of log?.operations ?? []) apply(world, operation)
  runtimes.set(world, { log, realNow })
  keepAhead(world, realNow)
  return world
}

/** Real time may lie before the world's, after a clock was advanced or a machine's was set back. */
function keepAhead(world: World, realNow: () => Date): void {
  const { clock } = world
  const behind = world.settledAt - (realNow().getTime() + clock.offsetMs)
  if (clock.frozenAt === null && behind > 0) clock.offsetMs += behind
}

function wholeSecond(ms: number): Instant {
  return Math.floor(ms / 1000) * 1000
}

/** The world's time, before which everything planned has now happened: ask before reading. */
export function now(world: World): Instant {
  const { clock } = world
  const running = wholeSecond(runtimeOf(world).realNow().getTime() + clock.offsetMs)
  const time = Math.max(clock.frozenAt ?? running, world.settledAt)
  settleWorld(world, time)
  return time
}

/** Applies an operation now and writes it down. */
export function perform(world: World, operation: DistributiveOmit<Operation, 'at'>): Outcome {
  const dated = { ...operation, at: now(world) }
  const outcome = apply(world, dated)
  runtimeOf(world).log?.append(dated)
  return outcome
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/**
 * Freezes, unfreezes, sets or advances the clock, and answers the new time. A clock that was frozen
 * runs on from real time plus whatever it was advanced by.
 * @throws WorldInputError for a time before the world's own.
 */
export function setClock(
  world: World,
  change: { frozen?: boolean; now?: Date; advanceSeconds?: number },
): Instant {
  const current = now(world)
  const target = wholeSecond(
    change.now === undefined ? current + (change.advanceSeconds ?? 0) * 1000 : change.now.getTime(),
  )
  if (Number.isNaN(target)) throw new WorldInputError('The time is not one.')
  if (target < current) {
    throw new WorldInputError(
      `The clock never goes back: it is ${new Date(current).toISOString()} in this world.`,
    )
  }
  const { realNow } = runtimeOf(world)
  const frozen = change.frozen ?? world.clock.frozenAt !== null
  const moved = change.now !== undefined || change.advanceSeconds !== undefined
  const ahead = target - realNow().getTime()
  const offsetMs = moved ? ahead : Math.max(world.clock.offsetMs, ahead)
  const next = frozen
    ? { frozenAt: target, offsetMs: moved ? ahead : world.clock.offsetMs }
    : { frozenAt: null, offsetMs }
  perform(world, { type: 'clock', ...next, reachedAt: target })
  return now(world)
}
