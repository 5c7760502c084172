import { formatMonth, formatShortDay, formatTime } from '../format/date.ts'
import { dayIn } from '../range/day.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const steps = [
  ...[1, 5, 15, 30].map((n) => n * minute),
  ...[1, 3, 6, 12].map((n) => n * hour),
  ...[1, 2, 7, 14].map((n) => n * day),
]

/** Longer than this, marks are months and years. */
const longest = 70 * day
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120]

/** A mark below an axis of instants. */
export interface ZoneTick {
  /** ms since the epoch */
  at: number
  label: string
}

interface Span {
  from: number
  to: number
}

interface Reading {
  locale: string
  timeZone: string
}

/**
 * Round times by the shop's clock between two instants: whole hours, midnights, first days of
 * months; about `most`.
 */
export function zoneTicks(span: Span, reading: Reading, most = 6): ZoneTick[] {
  return span.to - span.from > longest
    ? monthTicks(span, reading, most)
    : clockTicks(span, reading, most)
}

function monthTicks({ from, to }: Span, { locale, timeZone }: Reading, most: number): ZoneTick[] {
  const months = (to - from) / (30.4 * day)
  const step = monthSteps.find((one) => months / one <= most) ?? Math.ceil(months / most)
  const [year = 0, month = 1] = dayIn(timeZone, from).split('-').map(Number)
  // Counted from January, so that each year's marks are the same months.
  const since = Math.ceil((year * 12 + month - 1) / step) * step
  const ticks: ZoneTick[] = []
  for (let index = since; ; index += step) {
    const first = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`
    const local = Date.parse(`${first}T00:00:00Z`)
    const at = local - offsetAt(local, timeZone)
    if (at > to) return ticks
    const withYear = ticks.length === 0 || first.slice(5, 7) === '01'
    if (at >= from) ticks.push({ at, label: formatMonth(locale, first, withYear) })
  }
}

function clockTicks({ from, to }: Span, { locale, timeZone }: Reading, most: number): ZoneTick[] {
  const step = steps.find((one) => (to - from) / one <= most) ?? (to - from) / most
  const ticks: ZoneTick[] = []
  const first = from + offsetAt(from, timeZone)
  for (let local = Math.ceil(first / step) * step; ; local += step) {
    // The clock may be put forward or back between here and there.
    const at = local - offsetAt(local - offsetAt(local, timeZone), timeZone)
    if (at > to) return ticks
    const midnight = local % day === 0
    ticks.push({
      at,
      label: midnight
        ? formatShortDay(locale, dayIn(timeZone, at))
        : formatTime(locale, new Date(at).toISOString(), timeZone),
    })
  }
}

/** How far the zone's clock is ahead of UTC at an instant, ms. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(instant)
  const part = (type: string): number =>
    Number(parts.find((one) => one.type === type)?.value ?? Number.NaN)
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  return local - Math.floor(instant / minute) * minute
}
