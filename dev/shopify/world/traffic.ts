import type { Change } from './operations.ts'
import type { World } from './model.ts'
import { now, perform } from './open-world.ts'
import { Random, mixSeeds } from './random.ts'

/**
 * Lets new orders, edits and refunds arrive, one per shop every so many seconds on average, until
 * stopped. Nothing arrives while the clock is frozen.
 */
export function startTraffic(
  world: World,
  options: { secondsBetweenEvents?: number } = {},
): { stop(): void } {
  const random = new Random(mixSeeds(world.seed, now(world) / 1000))
  const chance = 1 / (options.secondsBetweenEvents ?? 15)
  const timer = setInterval(() => letArrive(world, random, chance), 1000)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/** One moment of traffic: something happens in each shop with this chance. */
export function letArrive(world: World, random: Random, chance: number): Change[] {
  if (world.clock.frozenAt !== null) return []
  return [...world.shops.keys()]
    .filter(() => random.chance(chance))
    .flatMap((shop) => {
      const change = {
        type: 'changes',
        shop,
        count: 1,
        seed: random.seed(),
        traffic: true,
      } as const
      return perform(world, change).changes
    })
}
