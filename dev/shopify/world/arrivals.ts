import type { Instant } from './model.ts'
import type { Profile } from './profiles/index.ts'
import type { Random } from './random.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/**
 * The moments at which orders arrive between two instants, oldest first: growth over the years, the
 * seasons, the days of the week, the days around Black Friday, and the hours of a shop's day.
 */
export function arrivals(
  profile: Profile,
  random: Random,
  begin: Instant,
  end: Instant,
  scale: number,
): Instant[] {
  const offset = profile.standardOffsetHours * hourMs
  const firstDay = Math.floor((begin + offset) / dayMs)
  const lastDay = Math.floor((end - 1 + offset) / dayMs)
  const days = lastDay - firstDay + 1
  const weights = Array.from({ length: days }, (_, index) => {
    const date = new Date((firstDay + index) * dayMs)
    const growth = profile.growth ** (index / days)
    const season = profile.seasons[date.getUTCMonth()] ?? 1
    const weekday = profile.weekdays[date.getUTCDay()] ?? 1
    return growth * season * weekday * (isBlackWeek(date) ? 2.2 : 1)
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const times: Instant[] = []
  weights.forEach((weight, index) => {
    const count = random.poisson((weight / total) * profile.orders * scale)
    for (let i = 0; i < count; i++) {
      const second = Math.floor(hourOfDay(random) * 3600)
      times.push((firstDay + index) * dayMs - offset + second * 1000)
    }
  })
  return times.filter((time) => time >= begin && time < end).sort((a, b) => a - b)
}

/** Mostly by day and in the evening, some at any hour: days have to be cut somewhere. */
function hourOfDay(random: Random): number {
  if (random.chance(0.15)) return random.next() * 24
  return 8 + (random.next() + random.next()) * 7.9
}

function isBlackWeek(date: Date): boolean {
  const day = date.getUTCDate()
  return date.getUTCMonth() === 10 && day >= 22 && day <= 30
}
