/** Days and their arithmetic, by the time zones that JavaScript's runtime knows. Days: YYYY-MM-DD. */

export type Interval = 'day' | 'week' | 'month'

const formats = new Map<string, Intl.DateTimeFormat>()

/** The day on a wall calendar in that time zone. */
export function localDay(iso: string, timeZone: string): string {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'iso8601',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formats.set(timeZone, format)
  }
  const parts = new Map(
    format.formatToParts(Date.parse(iso)).map(({ type, value }) => [type, value]),
  )
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
}

export function addDays(day: string, days: number): string {
  return toDay(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000)
}

/** From the first day of a month to that of another. */
export function addMonths(month: string, months: number): string {
  const [year, place] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  return toDay(Date.UTC(year, place - 1 + months, 1))
}

/** February 29 becomes February 28. */
export function addYears(day: string, years: number): string {
  const moved = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`
  return toDay(Date.parse(`${moved}T00:00:00Z`)) === moved ? moved : `${moved.slice(0, 8)}28`
}

export function daysBetween(earlier: string, later: string): number {
  return (Date.parse(`${later}T00:00:00Z`) - Date.parse(`${earlier}T00:00:00Z`)) / 86_400_000
}

/** The first day of the bucket that the day lies in. Weeks begin on Monday. */
export function firstDayOf(day: string, interval: Interval): string {
  if (interval === 'day') return day
  if (interval === 'month') return `${day.slice(0, 7)}-01`
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

/** Each day from one to another, both included. */
export function listDays(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** The first days of all buckets that the range touches, oldest first. */
export function listBuckets(from: string, to: string, interval: Interval): string[] {
  return [...new Set(listDays(from, to).map((day) => firstDayOf(day, interval)))]
}

function toDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
