import { MAX_INTERVAL_SECONDS, MIN_INTERVAL_SECONDS } from '../contract.ts'
import { ShopError } from '../shops/shop-error.ts'

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 } as const

/** "15m", "1h", "90s", "1d" → seconds. */
export function toSeconds(text: string, option = '--interval'): number {
  const [, count, unit] = /^(\d{1,7})([smhd])$/.exec(text) ?? []
  const seconds = Number(count) * UNITS[(unit ?? 's') as keyof typeof UNITS]
  if (!(seconds >= MIN_INTERVAL_SECONDS && seconds <= MAX_INTERVAL_SECONDS)) {
    throw new ShopError(`${option} takes a time such as 15m, 1h or 1d, from 1m to 31d.`)
  }
  return seconds
}
