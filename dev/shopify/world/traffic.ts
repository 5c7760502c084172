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
  const mean = options.secondsBetweenEvents ?? 15
  const random = new Random(mixSeeds(world.seed, now(world) / 1000))
  const timer = setInterval(() => {
    if (world.clock.frozenAt !== null) return
    for (const shop of world.shops.keys()) {
      if (!random.chance(1 / mean)) continue
      perform(world, { type: 'changes', shop, count: 1, seed: random.seed(), traffic: true })
    }
  }, 1000)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
