import { control } from '../compare.ts'
import type { RunFile } from '../system.ts'
import { drawRule, FAULT_CLASSES, type FaultRule } from './faults.ts'
import { Random } from '../../dev/shopify/world/random.ts'

interface Fault {
  rule: FaultRule
  fired: number
}

/** A random change as the stand-in tells it. */
interface Change {
  shop: string
  kind: string
  subject: string
}

/** Lets random things happen in all shops. */
export async function changeShops(
  run: RunFile,
  changes: { count: number; seed: number },
): Promise<Change[]> {
  return ((await control(run, 'changes', changes)) as { changes: Change[] }).changes
}

/** Replaces the faults, and tells how often the ones before came. */
export async function setFaults(
  run: RunFile,
  rules: readonly FaultRule[],
  seed: number,
): Promise<Fault[]> {
  const before = await listFaults(run)
  const response = await fetch(`${run.shopifyControl}/_control/faults`, { method: 'DELETE' })
  if (!response.ok) throw new Error(`The faults could not be ended: ${response.status}`)
  await response.body?.cancel()
  if (rules.length > 0) await control(run, 'faults', { rules, seed })
  return before
}

/** The faults that are switched on, and how often each came. */
export async function listFaults(run: RunFile): Promise<Fault[]> {
  const response = await fetch(`${run.shopifyControl}/_control/state`)
  return ((await response.json()) as { faults: Fault[] }).faults
}

/** The kinds of fault that this stand-in knows, found by asking for each with no effect. */
export async function listFaultKinds(run: RunFile): Promise<Set<string>> {
  const random = new Random(0)
  const kinds = new Set<string>()
  for (const name of FAULT_CLASSES) {
    const rule = { ...drawRule(name, random), times: 0 }
    const known = await control(run, 'faults', { rules: [rule] }).then(
      () => true,
      () => false,
    )
    if (known) kinds.add(rule.kind)
  }
  await setFaults(run, [], 0)
  return kinds
}
