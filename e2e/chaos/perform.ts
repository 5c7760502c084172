import { setTimeout as wait } from 'node:timers/promises'
import { control } from '../compare.ts'
import { until } from '../system.ts'
import { type Copy, handleOf, type Shop } from './copy.ts'
import { type FaultRule, isOfBulk } from './faults.ts'
import { killPart } from './kill.ts'
import { command, endRun, resumeShop } from './operate.ts'
import type { Action, Part, Step } from './plan.ts'
import { changeShops, listFaults, setFaults } from './stand-in.ts'
import type { StepLog } from './step-log.ts'
import type { SyncPromises } from './sync-promises.ts'

/** What was done in all. */
export interface Deeds {
  kills: Record<Part, number>
  /** Kills while a Sync Now was not served yet. */
  killsInSync: number
  /** Faults by kind: how many requests each has hit. */
  faults: Record<string, number>
  changes: number
  /** What persons did: runs cancelled and terminated in Temporal, and commands that were taken. */
  orders: Record<string, number>
}

/** Everything that carrying out a step needs. */
export interface Stage {
  copy: Copy
  promises: SyncPromises
  log: StepLog
  deeds: Deeds
  /** What this stand-in can do; rules of other kinds are left out. */
  faultKinds: ReadonlySet<string>
  /** Faults of bulk operations that nothing has met yet, as JSON, and for how many steps they stay. */
  lingering: Map<string, number>
}

export function noDeeds(): Deeds {
  return {
    kills: { worker: 0, api: 0, temporal: 0, postgres: 0, backend: 0 },
    killsInSync: 0,
    faults: {},
    changes: 0,
    orders: {},
  }
}

const PAUSED_MS = 1_500
const ROUND_MS = 15_000
const LINGER_STEPS = 8
/** A fault that nothing has met after this long stays on, and the next step comes. */
const UNMET_MS = 3_000

/** Carries a step out: changes, Sync Now, and the action in the middle of what they began. */
export async function perform(stage: Stage, step: Step): Promise<void> {
  const { log } = stage
  log.enter(step.number)
  const [before, during] = step.changes
  if (before) await change(stage, before)
  const faulty = await replaceFaults(stage, step)
  const answers = await Promise.all(
    step.syncs.map(async (index) => {
      const shop = shopAt(stage, index)
      return `${handleOf(shop)} ${await stage.promises.ask(shop)}`
    }),
  )
  if (answers.length > 0) log.note(`Sync Now: ${answers.join(', ')}`)
  if (faulty) await meetFaults(stage)
  await wait(step.leadMs)
  if (during) await change(stage, during)
  await act(stage, step.action)
  await wait(step.restMs)
}

/** Ends all faults, and counts how often they came. */
export async function calm({ copy, deeds, lingering }: Stage): Promise<void> {
  lingering.clear()
  count(deeds, await setFaults(copy.run, [], 0))
}

async function change({ copy, promises, deeds }: Stage, changes: Step['changes'][number]) {
  for (const { shop, kind, subject } of await changeShops(copy.run, changes)) {
    if (kind === 'deleteOrder') promises.noteDeleted(shop, subject)
  }
  deeds.changes += changes.count
}

async function act(stage: Stage, action: Action): Promise<void> {
  const { copy, log, deeds } = stage
  switch (action.kind) {
    case 'kill': {
      const pid = await until(`${action.part} to run`, () =>
        killPart(copy.system.dataDir, action.part, action.draw),
      )
      deeds.kills[action.part] += 1
      if (stage.promises.areOpen) deeds.killsInSync += 1
      log.note(`kill -9 ${action.part} (pid ${pid})`)
      return
    }
    case 'cancel':
    case 'terminate':
      return await endRun(stage, action.kind, shopAt(stage, action.shop))
    case 'stop':
      return await command(stage, shopAt(stage, action.shop), { command: 'cancel' })
    case 'pause':
      await command(stage, shopAt(stage, action.shop), { command: 'pause' })
      await wait(PAUSED_MS)
      return await resumeShop(stage, shopAt(stage, action.shop))
    case 'resync':
      return await command(stage, shopAt(stage, action.shop), {
        command: 'resync',
        entity: action.entity,
      })
    case 'wait':
      return await waitForRound(stage, shopAt(stage, action.shop))
  }
}

/** Under faults a round may take its time: what was promised is held to once all is quiet. */
async function waitForRound({ promises, log }: Stage, shop: Shop): Promise<void> {
  const outcome = await promises.whenKept(shop, ROUND_MS).then(
    () => 'owes nothing',
    () => 'is not served yet',
  )
  log.note(`waited for ${handleOf(shop)}, which ${outcome}`)
}

/** Gives whether Shopify misbehaves now. */
async function replaceFaults(stage: Stage, { faults, reading, changes }: Step): Promise<boolean> {
  const { copy, log, deeds, faultKinds } = stage
  const known = faults.filter(({ kind }) => faultKinds.has(kind))
  const unknown = faults.filter(({ kind }) => !faultKinds.has(kind)).map(({ kind }) => kind)
  if (unknown.length > 0) log.note(`this stand-in cannot do ${unknown.join(', ')}`)
  const before = await setFaults(copy.run, known, changes[0]?.seed ?? 0)
  count(deeds, before)
  await linger(stage, before, known)
  if (known.length === 0) return false
  log.note(`Shopify misbehaves: ${JSON.stringify(known)}`)
  if (reading !== null) {
    const { shop, entity } = reading
    await command(stage, shopAt(stage, shop), { command: 'resync', entity })
  }
  return true
}

/**
 * A bulk operation takes longer than a step: its faults stay for some steps more, until they came.
 */
async function linger(
  { copy, lingering }: Stage,
  before: Awaited<ReturnType<typeof listFaults>>,
  fresh: readonly FaultRule[],
): Promise<void> {
  const unmet = before.filter(({ rule, fired }) => isOfBulk(rule) && fired === 0)
  const left = new Map(
    unmet.map(({ rule }) => {
      const text = JSON.stringify(rule)
      return [text, (lingering.get(text) ?? LINGER_STEPS) - 1] as const
    }),
  )
  lingering.clear()
  for (const [text, steps] of left) if (steps > 0) lingering.set(text, steps)
  const rules = [...lingering.keys()].map((text) => JSON.parse(text) as FaultRule)
  const others = rules.filter((rule) => fresh.every(({ kind }) => kind !== rule.kind))
  if (others.length > 0) await control(copy.run, 'faults', { rules: others })
}

/** Waits a little until a fault has come, so that a step is not over before anything met it. */
async function meetFaults({ copy }: Stage): Promise<void> {
  const deadline = performance.now() + UNMET_MS
  while (performance.now() < deadline) {
    const faults = await listFaults(copy.run)
    if (faults.every(({ rule, fired }) => fired > 0 || isOfBulk(rule))) return
    await wait(100)
  }
}

function count(deeds: Deeds, faults: Awaited<ReturnType<typeof listFaults>>): void {
  for (const { rule, fired } of faults) {
    deeds.faults[rule.kind] = (deeds.faults[rule.kind] ?? 0) + fired
  }
}

function shopAt({ copy }: Stage, index: number): Shop {
  const shop = copy.shops[index]
  if (shop === undefined) throw new RangeError(`There is no shop ${index}.`)
  return shop
}
