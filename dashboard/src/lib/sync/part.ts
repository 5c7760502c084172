import type { EntityProgress } from '@tidemark/api/contract'
import { formatCount } from '../format/number.ts'
import { formatRate } from '../format/rate.ts'
import { formatTimeLeft } from '../format/time-left.ts'
import type { Entity } from './outcome.ts'

/** What one part of a sync under way shows. */
export interface PartState {
  /** "1,200 of 60,000 read", "waiting", "done, 48 read". */
  count: string
  /** "3,240 rows/s", "about 20 s left", whichever are known, joined by a comma; or empty. */
  pace: string
  /** 0 to 1; null while nobody can know. */
  share: number | null
  /** Whether it has not begun. */
  waiting: boolean
}

const verbs: Record<Entity, string> = {
  products: 'read',
  customers: 'read',
  orders: 'read',
  deletions: 'found',
  aggregation: 'recomputed',
}

export function describePart(id: Entity, part: EntityProgress, locale: string): PartState {
  const count = (value: number): string => formatCount(locale, value)
  const verb = verbs[id]
  if (part.done)
    return { count: `done, ${count(part.read)} ${verb}`, pace: '', share: 1, waiting: false }
  if (isPreparing(part)) {
    return {
      count: `Shopify is preparing the file: ${count(part.prepared)} objects so far`,
      pace: paceOf(part, locale),
      share: part.read > 0 ? shareOf(part) : null,
      waiting: false,
    }
  }
  if (part.read === 0 && part.total === null && part.mode === null) {
    return { count: 'waiting', pace: '', share: null, waiting: true }
  }
  return {
    count:
      part.total === null
        ? `${count(part.read)} ${verb}`
        : `${count(part.read)} of ${count(part.total)} ${verb}`,
    pace: paceOf(part, locale),
    share: shareOf(part),
    waiting: false,
  }
}

function paceOf({ rowsPerSecond, secondsLeft }: EntityProgress, locale: string): string {
  return [
    rowsPerSecond !== null && formatRate(locale, rowsPerSecond),
    secondsLeft !== null && formatTimeLeft(secondsLeft),
  ]
    .filter((words) => words !== false)
    .join(', ')
}

function isPreparing(part: EntityProgress): part is EntityProgress & { prepared: number } {
  return part.prepared !== null
}

function shareOf({ read, total }: EntityProgress): number | null {
  return total === null || total === 0 ? null : Math.min(1, read / total)
}
