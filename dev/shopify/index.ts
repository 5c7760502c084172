import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { askToForget } from './app/install.ts'
import type { App } from './app/model.ts'
import { openPartnerStore } from './app/partner-store.ts'
import { loadAdminSchema } from './graphql/schema.ts'
import { createShopifyServer } from './http/server.ts'
import type { LogLine } from './http/server.ts'
import { createServerState } from './http/shops.ts'
import type { ServerState } from './http/shops.ts'
import { now, openWorld, startTraffic } from './world/index.ts'
import type { World } from './world/model.ts'

/** How to start a stand-in Shopify. */
export interface ShopifyOptions {
  /** Keeps its state here; null keeps it in memory. */
  dataDir: string | null
  /** 0 takes a free one. */
  port: number
  seed: number
  /** 1 makes more than 20,000 orders a shop, 0.01 about 200. */
  scale?: number
  /** Domains of the demo shops to serve; when left out, the three that have the app. */
  shops?: readonly string[]
  /** Lets orders, edits and refunds keep arriving. */
  traffic: boolean
  /** When the seeded history ends; now when left out. */
  anchor?: Date
  /** The same orders whatever the anchor is, see `WorldOptions.calendar`. */
  calendar?: Date
  /** Where the partner's app lives, to which it may redirect; as it was kept when left out. */
  appUrl?: string
  log?: LogLine
}

/** A running stand-in. */
export interface RunningShopify {
  /** For `SHOPIFY_ORIGIN`: `http://127.0.0.1:PORT/{shop}`. */
  origin: string
  /** Where `/_control/…` and `/_truth` are. */
  control: string
  port: number
  world: World
  /** The partner's app, with its credentials. */
  app: App
  /** Finishes what is being answered, then closes. */
  stop: () => Promise<void>
}

/** Starts a stand-in Shopify on the loopback interface. */
export async function startShopify(options: ShopifyOptions): Promise<RunningShopify> {
  const { dataDir, port, seed, scale, shops, traffic, appUrl, log } = options
  const { anchor = new Date(), calendar } = options
  loadAdminSchema()
  const world = openWorld({
    dataDir,
    seed,
    anchor,
    ...(calendar !== undefined && { calendar }),
    ...(scale !== undefined && { scale }),
    ...(shops !== undefined && { shops }),
  })
  const state = createServerState(world, openPartnerStore(world, dataDir, appUrl), dataDir)
  const server = createShopifyServer(state, log ?? (() => {}))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const running = traffic ? startTraffic(world) : undefined
  const ticking = setInterval(() => tick(state), TICK_MS)
  ticking.unref()
  const listening = (server.address() as AddressInfo).port
  const control = `http://127.0.0.1:${listening}`
  return {
    origin: `${control}/{shop}`,
    control,
    port: listening,
    world,
    app: state.store.partners.app,
    stop: async () => {
      running?.stop()
      clearInterval(ticking)
      state.outbox.deliveries.close()
      await closeServer(server)
      await state.bulk.close()
    },
  }
}

/** How often time goes on though nobody asks. */
const TICK_MS = 1000

/** Lets what was planned happen while somebody waits to be told of it. */
function tick(state: ServerState): void {
  const { subscriptions, redactions } = state.store.partners
  const isHeard = Object.values(subscriptions).some((own) => own.length > 0)
  if (isHeard) now(state.world)
  if (Object.keys(redactions).length > 0) askToForget(state, null)
}

/** How long an answer that is under way may still take when the stand-in stops. */
const DRAIN_MILLISECONDS = 5000

/** Takes no more requests, lets the open ones finish, and ends the connections that are kept alive. */
async function closeServer(server: Server): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 20)
  const giveUp = setTimeout(() => server.closeAllConnections(), DRAIN_MILLISECONDS)
  try {
    await new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()))
    })
  } finally {
    clearInterval(sweep)
    clearTimeout(giveUp)
  }
}
