import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * A Shopify for any number of shops in which nothing ever changes, in a process of its own: it looks
 * only at the query's name, holds each answer back for as long as Shopify needs for one, and costs
 * next to nothing. It must not be read as a measure of Shopify; `dev/shopify` is the honest stand-in.
 *
 * `node empty-shopify.ts '{"answerMs":100,"counts":{"orders":200,…},"shop":{…}}'`; tells its port by
 * IPC, and on each message how many requests it has answered, by query.
 */
export interface EmptyShop {
  /** What Shopify takes for an answer, ms. */
  answerMs: number
  counts: { orders: number; customers: number; products: number }
  shop: { name: string; currencyCode: string; ianaTimezone: string; plan: string }
}

const { answerMs, counts, shop } = JSON.parse(process.argv[2] ?? '{}') as EmptyShop
const answered: Record<string, number> = {}

const exact = (count: number) => ({ count, precision: 'EXACT' })
const nothing = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }

/** By the query's name: its data, and its cost as the stand-in has it (requested, charged). */
const ANSWERS: Readonly<Record<string, { data: object; cost: readonly [number, number] }>> = {
  TidemarkShop: {
    data: {
      shop: { ...shop, plan: { publicDisplayName: shop.plan } },
      currentAppInstallation: { accessScopes: [{ handle: 'read_all_orders' }] },
      ordersCount: exact(counts.orders),
      customersCount: exact(counts.customers),
      productsCount: exact(counts.products),
      events: { nodes: [{ id: 'gid://shopify/BasicEvent/1' }] },
      webhookSubscriptionsCount: { count: 0 },
    },
    cost: [48, 48],
  },
  TidemarkProducts: { data: { products: nothing }, cost: [134, 2] },
  TidemarkCustomers: { data: { customers: nothing }, cost: [13, 2] },
  TidemarkOrders: { data: { orders: nothing }, cost: [783, 2] },
  TidemarkDestroyEvents: { data: { events: nothing }, cost: [11, 2] },
}

const texts = new Map(
  Object.entries(ANSWERS).map(([name, { data, cost }]) => {
    const [requestedQueryCost, actualQueryCost] = cost
    const throttleStatus = {
      maximumAvailable: 2000,
      currentlyAvailable: 2000 - actualQueryCost,
      restoreRate: 100,
    }
    const extensions = { cost: { requestedQueryCost, actualQueryCost, throttleStatus } }
    return [name, JSON.stringify({ data, extensions })] as const
  }),
)

const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => (body += chunk))
  request.on('end', () => {
    const name = /query (\w+)/.exec(body)?.[1] ?? 'unnamed'
    answered[name] = (answered[name] ?? 0) + 1
    const text = texts.get(name)
    void sleep(answerMs).then(() => {
      response.writeHead(text === undefined ? 500 : 200, {
        'content-type': 'application/json; charset=utf-8',
        'x-shopify-api-version': '2026-10',
      })
      response.end(text ?? '{}')
    })
  })
})
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port })
})
process.on('message', () => process.send?.({ answered }))
process.on('disconnect', () => process.exit())
