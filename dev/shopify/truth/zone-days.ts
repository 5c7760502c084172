import { WorldInputError } from '../world/input-error.ts'

const dayMs = 86_400_000

/** Tells the day (in days since 1970) that a moment falls on in a time zone. */
export type DayOf = (instant: number) => number

/**
 * Asks the platform for a zone's offset once a UTC day, and within a day only where the clocks
 * change in it.
 */
export function zoneDays(timeZone: string): DayOf {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  const offsets = new Map<number, number>()
  const offsetAt = (instant: number): number => {
    const known = offsets.get(instant)
    if (known !== undefined) return known
    const offset = readOffset(format, instant)
    offsets.set(instant, offset)
    return offset
  }
  return (instant) => {
    const utcDay = Math.floor(instant / dayMs) * dayMs
    const before = offsetAt(utcDay)
    // Zones change their clocks on whole quarters of an hour.
    const offset =
      before === offsetAt(utcDay + dayMs)
        ? before
        : offsetAt(Math.floor(instant / 900_000) * 900_000)
    return Math.floor((instant + offset) / dayMs)
  }
}

function readOffset(format: Intl.DateTimeFormat, instant: number): number {
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value
  const match = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name ?? '')
  if (match === null) throw new Error(`The offset "${name}" cannot be read.`)
  const [, sign, hours, minutes] = match
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  return sign === '-' ? -offset : offset
}

/** "2026-03-08" for a day since 1970. */
export function dayName(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/** @throws WorldInputError for what is no day. */
export function dayNumber(name: string): number {
  const instant = /^\d{4}-\d\d-\d\d$/.test(name) ? Date.parse(`${name}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(instant) || dayName(instant / dayMs) !== name) {
    throw new WorldInputError(`"${name}" is no day; write it as YYYY-MM-DD.`)
  }
  return instant / dayMs
}
