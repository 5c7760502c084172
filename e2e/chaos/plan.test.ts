import { expect, test } from 'vitest'
import { FAULT_CLASSES } from './faults.ts'
import { drawSteps, PARTS, type Step, STEPS_FOR_ALL } from './plan.ts'

function take(seed: number, count: number): Step[] {
  const steps = drawSteps(seed, 3)
  return Array.from({ length: count }, () => steps.next().value as Step)
}

test('the same seed draws the same steps, and another seed others', () => {
  expect(take(7, 200)).toEqual(take(7, 200))
  expect(take(8, 20)).not.toEqual(take(7, 20))
})

test.each([1, 2, 3])('a short plan of seed %i holds every kill, fault and intervention', (seed) => {
  const steps = take(seed, STEPS_FOR_ALL)
  const actions = steps.map(({ action }) => action)
  const kills = actions.flatMap((action) => (action.kind === 'kill' ? [action.part] : []))
  expect(new Set(kills)).toEqual(new Set(PARTS))
  expect(new Set(actions.map(({ kind }) => kind))).toEqual(
    new Set(['kill', 'cancel', 'terminate', 'stop', 'pause', 'resync', 'wait']),
  )
  expect(steps.flatMap(({ faults }) => faults).length).toBeGreaterThanOrEqual(FAULT_CLASSES.length)
})

test('every step changes shops, before and while they are synced', () => {
  for (const { changes } of take(4, 50)) {
    expect(changes.map(({ count }) => count > 0)).toEqual([true, true])
  }
})
