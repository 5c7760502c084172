import type { Interval } from '@tidemark/api/contract'
import { addDays, countDays, isDay, type Day } from './day.ts'
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
  /** Chosen by the reader, not by the length of the range. */
  intervalChosen: boolean
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
  const intervalChosen = isInterval(wanted)
  return {
    ...days,
    interval: intervalChosen ? wanted : suitableInterval(days.from, days.to),
    intervalChosen,
  }
}

type Days = Omit<Range, 'interval' | 'intervalChosen'>

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

/**
 * The days before, as many as the range has, where both can be laid over each other day by day;
 * null for all time and for coarser intervals, whose weeks and months begin elsewhere.
 */
export function daysBefore({ preset, from, to, interval }: Range): { from: Day; to: Day } | null {
  if (preset === 'all' || interval !== 'day') return null
  return { from: addDays(from, -countDays(from, to)), to: addDays(from, -1) }
}

/** The address's query for a preset, keeping a chosen interval. */
export function presetQuery(id: PresetId, current: Range): string {
  return toQuery({ range: id, interval: current.intervalChosen ? current.interval : undefined })
}

/** The address's query for another interval of the same range. */
export function intervalQuery(interval: Interval, current: Range): string {
  return toQuery({
    ...(current.preset === 'custom'
      ? { from: current.from, to: current.to }
      : { range: current.preset }),
    interval,
  })
}

function toQuery(values: Record<string, string | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values))
    if (value !== undefined) query.set(name, value)
  return `?${query}`
}
