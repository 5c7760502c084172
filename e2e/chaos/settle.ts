import { setTimeout as wait } from 'node:timers/promises'
import { idle } from '../api-client.ts'
import { control } from '../compare.ts'
import { until } from '../system.ts'
import { handleOf, type Shop } from './copy.ts'
import { resumeShop } from './operate.ts'
import { calm, type Stage } from './perform.ts'

/** A request may be taken by a run that is failing just then. */
const TRIES = 3

/**
 * Lets quiet come: Shopify behaves and its clock stands, every part is up, and one Sync Now of each
 * shop has been served, as have all before. Gives what could not be brought to an end, in sentences.
 */
export async function settle(stage: Stage): Promise<string[]> {
  await calm(stage)
  await control(stage.copy.run, 'clock', { frozen: true })
  stage.log.note('quiet: one Sync Now for each shop')
  const problems = await Promise.all(stage.copy.shops.map((shop) => settleShop(stage, shop)))
  return problems.filter((problem) => problem !== undefined)
}

/** Shopify's time goes on. */
export async function resume({ copy }: Stage): Promise<void> {
  await control(copy.run, 'clock', { frozen: false })
}

async function settleShop(stage: Stage, shop: Shop): Promise<string | undefined> {
  const { promises, log } = stage
  let last = ''
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      await resumeShop(stage, shop)
      await until(`Sync Now of ${shop.domain} to be accepted`, async () => {
        if ((await promises.ask(shop)) === 202) return true
        await wait(500)
        return undefined
      })
      await promises.whenKept(shop)
      const [run] = (await idle(shop.session)).runs
      if (run?.state === 'completed') {
        log.note(`${handleOf(shop)} is in step`)
        return undefined
      }
      last = `${run?.state}: ${run?.error?.sentence ?? 'without a reason'}`
    } catch (error) {
      last = error instanceof Error ? error.message : String(error)
    }
  }
  return `${shop.domain} could not be synced with all parts up and Shopify well: ${last}`
}
