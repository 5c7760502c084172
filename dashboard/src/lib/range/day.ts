/** A calendar day, YYYY-MM-DD, in no zone: days are counted, not milliseconds. */
export type Day = string

const msPerDay = 86_400_000

function toMs(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`)
}

function toDay(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10)
}

/** The day in an IANA zone at an instant (ms since the epoch). */
export function dayIn(timeZone: string, at: number): Day {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at)
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}

/** Whether a text is a day that the calendar has. */
export function isDay(text: string): boolean {
  return (
    /^(?!0000)\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(toMs(text)) &&
    toDay(toMs(text)) === text
  )
}

export function addDays(day: Day, days: number): Day {
  return toDay(toMs(day) + days * msPerDay)
}

/** The same day some months away, or that month's last day where it is shorter. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(toMs(day))
  const target = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0))
  return toDay(target + (Math.min(date.getUTCDate(), last.getUTCDate()) - 1) * msPerDay)
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 8)}01`
}

/** How many days a range has, both ends included. */
export function countDays(from: Day, to: Day): number {
  return Math.round((toMs(to) - toMs(from)) / msPerDay) + 1
}

/** 0 for Monday … 6 for Sunday. */
export function weekday(day: Day): number {
  return (new Date(toMs(day)).getUTCDay() + 6) % 7
}
