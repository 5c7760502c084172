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
