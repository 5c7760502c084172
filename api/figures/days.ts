/** Days as `YYYY-MM-DD`, computed on the proleptic calendar without any time zone. */
const MS_PER_DAY = 86_400_000

/** The day so many days later; undefined beyond the years 0001 to 9999. */
export function addDays(day: string, days: number): string | undefined {
  const date = new Date(Date.parse(`${day}T00:00:00Z`) + days * MS_PER_DAY)
  const year = date.getUTCFullYear()
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, 10) : undefined
}

/** How many days lie in the range, both ends included. */
export function countDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / MS_PER_DAY) + 1
}

/** The range of the same length that ends the day before; undefined where the calendar ends. */
export function previousRange(range: {
  from: string
  to: string
}): { from: string; to: string } | undefined {
  const from = addDays(range.from, -countDays(range.from, range.to))
  const to = addDays(range.from, -1)
  return from && to ? { from, to } : undefined
}

/** The same days one year earlier, February 28 for the 29th; undefined where the calendar ends. */
export function yearBefore(range: {
  from: string
  to: string
}): { from: string; to: string } | undefined {
  if (range.from.startsWith('0001')) return undefined
  return { from: dayOneYearBefore(range.from), to: dayOneYearBefore(range.to) }
}

function dayOneYearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0')
  return `${year}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`
}

/** The day on which a moment lies in a time zone. */
export function dayIn(timeZone: string, at: Date): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  return format.format(at)
}
