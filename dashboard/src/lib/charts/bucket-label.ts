import type { Slot } from './buckets.ts'
import { formatDays, formatLongDay } from '../format/date.ts'

/** "Sun, 22 Nov 2026, so far" or "16 – 22 Nov 2026": which days a bucket holds. */
export function describeBucket(locale: string, bucket: Slot): string {
  const days =
    bucket.first === bucket.last
      ? formatLongDay(locale, bucket.first)
      : formatDays(locale, bucket.first, bucket.last)
  return bucket.partial ? `${days}, partial` : days
}
