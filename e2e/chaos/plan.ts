import { Random } from '../../dev/shopify/world/random.ts'
import { createDeck } from './deck.ts'
import { drawRule, FAULT_CLASSES, type FaultRule, isOfBulk } from './faults.ts'

/** What can be killed: the four parts, or one of Postgres's connections. */
export const PARTS = ['worker', 'api', 'temporal', 'postgres', 'backend'] as const
export type Part = (typeof PARTS)[number]

/** Asks for all of an entity to be read again. */
export interface Resync {
  shop: number
  entity: 'orders' | 'customers' | 'products'
}

/** What one step does to the copy, while syncs run. */
export type Action =
  | { kind: 'kill'; part: Part; /** Which of several, between 0 and 1. */ draw: number }
  /** What a person may do in Temporal's UI, or by a command: pause until the step is over. */
  | { kind: 'cancel' | 'terminate' | 'stop' | 'pause'; shop: number }
  | ({ kind: 'resync' } & Resync)
  | { kind: 'wait'; shop: number }

export interface Step {
  number: number
  /** Random changes in the shops: before the syncs are asked for, and while they run. */
  changes: { count: number; seed: number }[]
  /** How Shopify misbehaves from now on, instead of the steps before; empty: not at all. */
  faults: FaultRule[]
  /** Faults of bulk operations need one to come to. */
  reading: Resync | null
  /** Sync Now for these shops, all at once; one may stand there several times. */
  syncs: number[]
  /** Milliseconds from there to the action, and from the action to the next step. */
  leadMs: number
  action: Action
  restMs: number
}

/** Two for each step; null: none, so that Shopify behaves now and then. */
const FAULT_CARDS: readonly (string | null)[] = [...FAULT_CLASSES, null, null, null, null, null]

type ActionCard = Exclude<Action['kind'], 'kill'> | Part
const ACTION_CARDS: readonly ActionCard[] = [
  ...PARTS,
  'worker',
  ...(['cancel', 'terminate', 'stop', 'pause', 'resync', 'wait'] as const),
]

/** So many steps hold each kind of kill, each fault and each of a person's interventions. */
export const STEPS_FOR_ALL = Math.max(Math.ceil(FAULT_CARDS.length / 2), ACTION_CARDS.length)

/** The steps that follow from a seed, without end. */
export function* drawSteps(seed: number, shops: number): Generator<Step> {
  const random = new Random(seed)
  const dealFault = createDeck(FAULT_CARDS, random)
  const dealAction = createDeck(ACTION_CARDS, random)
  for (let number = 1; ; number += 1) {
    const faults = drawFaults([dealFault(), dealFault()], random)
    const isBulk = faults.some(isOfBulk)
    yield {
      number,
      changes: [drawChanges(random), drawChanges(random)],
      faults,
      reading: isBulk ? drawResync(random, shops) : null,
      syncs: drawSyncs(random, shops),
      leadMs: random.int(0, 500),
      action: toAction(dealAction(), random, shops),
      restMs: random.int(50, 1_000),
    }
  }
}

function drawFaults(cards: readonly (string | null)[], random: Random): FaultRule[] {
  return cards.filter((name) => name !== null).map((name) => drawRule(name, random))
}

/** Orders are what bulk operations are for. */
function drawResync(random: Random, shops: number): Resync {
  return {
    shop: random.int(0, shops - 1),
    entity: random.pick(['orders', 'orders', 'orders', 'customers', 'products']),
  }
}

/** Now and then so many that they do not fit on one page. */
function drawChanges(random: Random): Step['changes'][number] {
  const count = random.chance(0.1) ? random.int(100, 400) : random.int(1, 15)
  return { count, seed: random.seed() }
}

function drawSyncs(random: Random, shops: number): number[] {
  const chosen = Array.from({ length: shops }, (_, shop) => shop).filter(() => random.chance(0.6))
  return chosen.flatMap((shop) =>
    Array.from({ length: random.chance(0.2) ? random.int(2, 8) : 1 }, () => shop),
  )
}

function toAction(card: ActionCard, random: Random, shops: number): Action {
  const shop = random.int(0, shops - 1)
  switch (card) {
    case 'cancel':
    case 'terminate':
    case 'stop':
    case 'pause':
    case 'wait':
      return { kind: card, shop }
    case 'resync':
      return { kind: 'resync', ...drawResync(random, shops) }
    default:
      return { kind: 'kill', part: card, draw: random.next() }
  }
}
