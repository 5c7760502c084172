import type { Reader } from '../reader.svelte.ts'
import { formatInstant } from './date.ts'
import { formatRelative } from './relative-time.ts'

/** "4 minutes ago". The page's clock ticks slowly: what has happened is never still to come. */
export function ago(reader: Reader, instant: string): string {
  return formatRelative(Math.min(Date.parse(instant), reader.now), reader.now)
}

/** "22 Nov 2026, 14:03", by the shop's clock. */
export function exact(reader: Reader, instant: string): string {
  return formatInstant(reader.locale, instant, reader.timeZone)
}
