import { createRandomProduct, stockShop } from './catalogue.ts'
import { deleteProduct, drawProduct, shrinkProduct } from './changes/catalogue.ts'
import { liveOn } from './changes/lifecycle.ts'
import type { ChangeContext } from './changes/lifecycle.ts'
import {
  deleteOrder,
  drawOrder,
  importOrder,
  newOrder,
  reassignOrder,
  settleShop,
} from './changes/orders.ts'
import {
  deleteCustomer,
  drawCustomer,
  drawCustomerWithoutOrders,
  drawPair,
  mergeCustomers,
} from './changes/people.ts'
import { placeWholesale, placeMuchEdited } from './changes/outsize.ts'
import { placeSampler } from './changes/sampler.ts'
import { arrivals } from './arrivals.ts'
import type { Instant, ShopState } from './model.ts'
import { cancelOrder } from './orders/cancel.ts'
import { createCustomer } from './people.ts'
import type { Profile } from './profiles/index.ts'
import { Random, mixSeeds } from './random.ts'
import { createShopState } from './shop-state.ts'

const dayMs = 86_400_000
const historyDays = 3 * 365

type Step = { at: Instant; run: (context: ChangeContext) => void }

/**
 * Makes a shop with three years of history up to the anchor, by living through them.
 * @param calendar see `WorldOptions.calendar`
 */
export function createShop(
  profile: Profile,
  index: number,
  { seed, anchor, scale, calendar }: Record<'seed' | 'anchor' | 'scale' | 'calendar', number>,
): ShopState {
  const random = new Random(mixSeeds(seed, index + 1))
  const begin = anchor - historyDays * dayMs
  const importAt = begin + Math.round(profile.importedYears * 365) * dayMs
  const state = createShopState(profile, index, seed, importAt - 3 * dayMs)
  stockShop(state, profile, random, importAt - 2 * dayMs)

  const moved = anchor - calendar
  const times = arrivals(profile, random, begin - moved, calendar, scale).map((at) => at + moved)
  const imported = times.filter((time) => time < importAt)
  const steps: Step[] = [
    { at: importAt, run: (context: ChangeContext) => importHistory(context, imported) },
    ...times
      .filter((time) => time >= importAt + dayMs)
      .map((at): Step => ({ at, run: oneArrival })),
    ...milestones(anchor).filter((step) => step.at > importAt + 2 * dayMs),
  ].sort((a, b) => a.at - b.at)
  for (const step of steps) {
    settleShop(state, profile, step.at)
    step.run({ state, profile, random, at: step.at })
  }
  settleShop(state, profile, anchor)
  return state
}

function oneArrival(context: ChangeContext): void {
  const { state, profile, random, at } = context
  newOrder(context)
  if (random.chance(0.12)) createCustomer(state, profile, random, at)
  if (random.chance(0.006)) createRandomProduct(state, profile, random, at)
}

/**
 * The shop moves to Shopify: the old system's orders come in within minutes, some with what became
 * of them, and a last step stamps them all with one `updatedAt`.
 */
function importHistory(context: ChangeContext, processed: readonly Instant[]): void {
  const { state, profile, random, at } = context
  let now = at
  processed.forEach((processedAt, index) => {
    now = at + Math.floor(index / 20) * 1000
    const step = { ...context, at: now }
    const order = importOrder(step, processedAt)
    if (random.chance(0.005)) liveOn(step, order)
  })
  const stampedAt = now + 60_000
  settleShop(state, profile, stampedAt)
  for (const order of state.orders.values()) order.updatedAt = stampedAt
}

/** Things that must have happened, each at its own distance from the anchor, in days. */
function milestones(anchor: Instant): Step[] {
  const step = (daysBefore: number, run: Step['run']): Step => ({
    at: anchor - Math.round(daysBefore * dayMs),
    run,
  })
  const each = (days: readonly number[], run: Step['run']) => days.map((day) => step(day, run))
  return [
    ...each([200.4, 21.3], (context) => placeWholesale(context, 262)),
    step(90.6, (context) => {
      const order = placeWholesale(context, 331)
      cancelOrder(context.state, order, context.at + 5000, 'CUSTOMER')
    }),
    step(60.2, (context) => placeMuchEdited(context, 130)),
    step(33.8, placeSampler),
    ...each([300.1, 46.7, 3.2], (context) => {
      const pair = drawPair(context)
      if (pair !== null) mergeCustomers(context, ...pair)
    }),
    ...each([420.3, 400.1, 121.5, 119.2, 11.1, 2.3], (context) => {
      const order = drawOrder(context)
      if (order !== null) deleteOrder(context, order)
    }),
    ...each([410.2, 101.1, 5.4], (context) => {
      const customer = drawCustomerWithoutOrders(context)
      if (customer !== null) deleteCustomer(context, customer)
    }),
    ...each([405.5, 150.3, 15.8], (context) => {
      const product = drawProduct(context)
      if (product !== null) deleteProduct(context, product)
    }),
    ...each([80.9, 9.7], (context) => {
      const product = drawProduct(context)
      if (product !== null) shrinkProduct(context, product)
    }),
    ...each([141.3, 40.2], (context) => {
      const order = drawOrder(context)
      if (order !== null) reassignOrder(context, order, drawCustomer(context))
    }),
  ]
}
