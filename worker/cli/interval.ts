import { ShopError } from '../shops/shop-error.ts'

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 } as const

/** "15m", "1h", "90s", "1d" → seconds. */
export function toSeconds(text: string): number {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const seconds = Number(count) * UNITS[(unit ?? 's') as keyof typeof UNITS]
  if (!(seconds >= 10 && seconds <= 30 * UNITS.d)) {
    throw new ShopError('--interval takes a time such as 15m, 1h or 1d, from 10s to 30d.')
  }
  return seconds
}
