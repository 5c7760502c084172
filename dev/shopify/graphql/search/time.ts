import type { Instant } from '../../world/model.ts'

/** The stretch of time that a date stands for: a year, a day, a second. `end` is not part of it. */
export interface TimeSpan {
  start: Instant
  end: Instant
}

const PATTERN =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?)?)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i

/**
 * Reads a date of a search query: "2024", "2024-01", "2024-01-31", "2024-01-31T10:00:00Z", "now".
 * Without a zone of its own it is local time of the shop. Undefined where it is no date.
 */
export function parseTime(text: string, zone: string, now: Instant): TimeSpan | undefined {
  if (text === 'now') return { start: now, end: now + 1000 }
  const match = PATTERN.exec(text.trim())
  if (match === null) return undefined
  const given = match.slice(1, 7).filter((part) => part !== undefined && part !== '')
  const parts = given.map(Number)
  const toInstant = (values: number[]) => {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = values
    const local = Date.UTC(year, month - 1, day, hour, minute, second)
    return match[7] === undefined ? fromLocal(local, zone) : local - toOffset(match[7])
  }
  const [, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 59) {
    return undefined
  }
  const next = [...parts.slice(0, -1), (parts.at(-1) ?? 0) + 1]
  return { start: toInstant(parts), end: toInstant(next) }
}

/** The whole day of the shop in which the instant lies. */
export function dayAround(instant: Instant, zone: string): TimeSpan {
  const local = new Date(instant + offsetAt(instant, zone))
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate())
  return { start: fromLocal(midnight, zone), end: fromLocal(midnight + 86_400_000, zone) }
}

function toOffset(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0
  const digits = zone.replace(/\D/g, '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

/** A wall-clock time, written as if it were UTC, in the zone. */
function fromLocal(local: number, zone: string): Instant {
  const guess = local - offsetAt(local, zone)
  return local - offsetAt(guess, zone)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds that the zone is ahead of UTC at the instant, daylight saving included. */
export function offsetAt(instant: Instant, zone: string): number {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    formats.set(zone, format)
  }
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value
  return toOffset((name ?? 'GMT').replace('GMT', '') || 'Z')
}

/** "-05:00", as the parsed query of a search report has it. */
export function toOffsetText(offset: number): string {
  const minutes = Math.abs(offset) / 60_000
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}
