/** Words of the page, not of the reader's number format: the page speaks English. */
const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const

/** "4 minutes ago", "in 2 hours"; under a minute "just now" or "in a moment". Times in ms. */
export function formatRelative(at: number, now: number): string {
  const distance = at - now
  for (const { unit, ms } of steps) {
    if (Math.abs(distance) >= ms) return words.format(Math.trunc(distance / ms), unit)
  }
  return distance > 0 ? 'in a moment' : 'just now'
}

/** "12 s", "3 min 5 s", "1 h 4 min": how long something took. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60)
    return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`
  const hours = Math.floor(minutes / 60)
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}

const whole = new Map([
  [60, 'minute'],
  [3600, 'hour'],
  [86_400, 'day'],
])

/** After "every": "hour", "15 min", "7 days". */
export function formatInterval(seconds: number): string {
  const days = seconds / 86_400
  if (days > 1 && Number.isInteger(days)) return `${days} days`
  return whole.get(seconds) ?? formatDuration(seconds * 1000)
}
