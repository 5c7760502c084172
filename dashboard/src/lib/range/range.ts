import type { Interval } from '@tidemark/api/contract'
import { isDay, type Day } from './day.ts'
import { isInterval, suitableInterval } from './interval.ts'
import { isPreset, presetDays, presets, type PresetId } from './presets.ts'

/** What the page shows, read from its address. */
export interface Range {
  preset: PresetId | 'custom'
  label: string
  /** Both ends are included, in the shop's time zone. */
  from: Day
  to: Day
  interval: Interval
  /** Why the address could not be followed, as a sentence. */
  problem: string | null
}

const usual: PresetId = '30d'

/** Reads `range`, or `from` and `to`, and `interval` from an address; the last 30 days without. */
export function readRange(
  query: Pick<URLSearchParams, 'get'>,
  today: Day,
  firstOrderDay: Day | null,
): Range {
  const days = readDays(query, today, firstOrderDay)
  const wanted = query.get('interval')
  return {
    ...days,
    interval: isInterval(wanted) ? wanted : suitableInterval(days.from, days.to),
  }
}

type Days = Omit<Range, 'interval'>

function readDays(
  query: Pick<URLSearchParams, 'get'>,
  today: Day,
  firstOrderDay: Day | null,
): Days {
  const from = query.get('from') || null
  const to = query.get('to') || null
  const named = query.get('range')
  const byName = (id: PresetId, problem: string | null = null): Days => ({
    preset: id,
    label: presets.find((preset) => preset.id === id)?.label ?? '',
    ...presetDays(id, today, firstOrderDay),
    problem,
  })
  if (from !== null || to !== null) {
    const first = from ?? firstOrderDay ?? to
    const last = to ?? today
    if (first === null || !isDay(first) || !isDay(last)) {
      return byName(usual, 'That address names a day that the calendar does not have.')
    }
    if (first > last) return byName(usual, 'That range ends before it begins.')
    return { preset: 'custom', label: 'Custom range', from: first, to: last, problem: null }
  }
  return isPreset(named) ? byName(named) : byName(usual)
}
