const formats = new Map<string, Intl.DateTimeFormat>()

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${JSON.stringify(options)}`
  const found = formats.get(key)
  if (found) return found
  const made = new Intl.DateTimeFormat(locale, options)
  formats.set(key, made)
  return made
}

/** A calendar day has no zone of its own: it is written and read in UTC. */
function toDate(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

/** "22 Nov 2026" for a day YYYY-MM-DD. */
export function formatDay(locale: string, day: string): string {
  return dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(toDate(day))
}

/** "Sun, 22 Nov 2026": where the day of the week matters. */
export function formatLongDay(locale: string, day: string): string {
  return dateFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(toDate(day))
}

/** "22 Nov", for an axis. */
export function formatShortDay(locale: string, day: string): string {
  return dateFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(toDate(day))
}

/** "Nov", or "Jan 2026" with the year. */
export function formatMonth(locale: string, day: string, withYear: boolean): string {
  return dateFormat(locale, {
    month: 'short',
    ...(withYear ? { year: 'numeric' } : {}),
    timeZone: 'UTC',
  }).format(toDate(day))
}

/** "24 Oct – 22 Nov 2026"; one day only once. */
export function formatDays(locale: string, from: string, to: string): string {
  if (from === to) return formatDay(locale, from)
  return dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).formatRange(
    toDate(from),
    toDate(to),
  )
}

/** "22 Nov 2026, 14:03" for an instant, in the shop's zone. */
export function formatInstant(locale: string, instant: string, timeZone: string): string {
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(instant),
  )
}

/** "14:03" for an instant, in the shop's zone. */
export function formatTime(locale: string, instant: string, timeZone: string): string {
  return dateFormat(locale, { timeStyle: 'short', timeZone }).format(new Date(instant))
}

/** The day of an instant in the shop's zone, formatted. */
export function formatInstantDay(locale: string, instant: string, timeZone: string): string {
  return dateFormat(locale, { dateStyle: 'medium', timeZone }).format(new Date(instant))
}
