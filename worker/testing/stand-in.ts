import { z } from 'zod'
import { startShopify } from '../../dev/shopify/index.ts'
import type { ShopifyApp } from '../shopify/app.ts'

const stateSchema = z.object({
  app: z.object({ clientId: z.string(), clientSecrets: z.array(z.string()) }),
  shops: z.array(
    z.object({
      domain: z.string(),
      clientId: z.string(),
      clientSecret: z.string(),
      tokens: z.array(z.object({ token: z.string() })),
      counts: z.object({ orders: z.number(), customers: z.number(), products: z.number() }),
      requests: z.number(),
      installation: z.object({ refreshes: z.number(), scopes: z.array(z.string()) }).nullable(),
    }),
  ),
})

const webhooksSchema = z.object({
  pending: z.number(),
  subscriptions: z.array(z.object({ id: z.string(), topic: z.string(), uri: z.string() })),
})

/** The stand-in Shopify in this process, over real HTTP, with nothing happening by itself. */
export type StandIn = {
  /** For `SHOPIFY_ORIGIN`. */
  origin: string
  shop(domain: string): Promise<z.infer<typeof stateSchema>['shops'][number]>
  /** Our app, as its developer knows it. */
  app(): Promise<ShopifyApp>
  /** What the shop sends to whom, and how many webhooks are under way. */
  webhooks(domain: string): Promise<z.infer<typeof webhooksSchema>>
  post(route: string, body: object): Promise<unknown>
  clearFaults(): Promise<void>
  truth(domain: string): Promise<unknown>
  stop(): Promise<void>
}

/** Which orders there are must not depend on when a test runs. */
export const CALENDAR = new Date('2026-11-22T12:00:00Z')

/** @param scale 1 makes 20,000 orders a shop */
export async function startStandIn(scale: number, shops: readonly string[]): Promise<StandIn> {
  const shopify = await startShopify({
    dataDir: null,
    port: 0,
    seed: 7,
    scale,
    shops,
    traffic: false,
    calendar: CALENDAR,
  })
  const ask = async (path: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(shopify.control + path, init)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  return {
    origin: shopify.origin,
    async shop(domain) {
      const state = stateSchema.parse(await ask('/_control/state'))
      const shop = state.shops.find((one) => one.domain === domain)
      if (!shop) throw new Error(`The stand-in has no ${domain}`)
      return shop
    },
    app: async () => stateSchema.parse(await ask('/_control/state')).app,
    webhooks: async (domain) =>
      webhooksSchema.parse(await ask(`/_control/webhooks?shop=${domain}`)),
    post: (route, body) =>
      ask(`/_control/${route}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    clearFaults: async () => void (await ask('/_control/faults', { method: 'DELETE' })),
    truth: (domain) => ask(`/_truth?shop=${domain}`),
    stop: () => shopify.stop(),
  }
}
