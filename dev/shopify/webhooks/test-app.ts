import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startTestShopify } from '../http/start-test-shopify.ts'

/** One webhook as an app receives it. */
export interface Received {
  topic: string
  headers: IncomingHttpHeaders
  /** To the byte. */
  raw: Buffer
  body: Record<string, unknown>
}

/** A delivery as `GET /_control/webhooks` tells it. */
export interface ToldDelivery {
  sequence: number
  topic: string
  state: string
  webhookId: string
  eventId: string
  subscriptionId: string | null
  attempts: { status: number | null; error: string | null }[]
  lastStatus: number | null
}

/** The log as `GET /_control/webhooks` tells it. */
export interface ToldLog {
  pending: number
  subscriptions: { id: string; topic: string; uri: string }[]
  deliveries: ToldDelivery[]
}

/** As many retries as Shopify's, without a pause. */
export const EIGHT_AT_ONCE: readonly number[] = Array.from({ length: 8 }, () => 0)

/** A stand-in with its clock stopped, and an app that listens for its webhooks. */
export async function startTestApp() {
  const started = await startTestShopify()
  const { shopify, graphql, control } = started
  const received: Received[] = []
  let answer: (received: Received) => number = () => 200
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks)
      const one: Received = {
        topic: String(request.headers['x-shopify-topic']),
        headers: request.headers,
        raw,
        body: JSON.parse(raw.toString('utf8')) as Record<string, unknown>,
      }
      received.push(one)
      const status = answer(one)
      // No answer at all where the test wants none.
      if (status > 0) response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const appUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const uri = `${appUrl}/api/shopify/webhooks`
  await control('clock', { frozen: true })
  await control('app', { appUrl })
  // What fails for want of time on a busy machine is tried again at once.
  await control('webhooks', { retrySeconds: EIGHT_AT_ONCE })

  const ask = async (query: string, variables: object = {}) =>
    ((await (await graphql({ query, variables })).json()) as { data: Record<string, unknown> }).data

  const readLog = async (query = ''): Promise<ToldLog> =>
    (await (await fetch(`${shopify.control}/_control/webhooks${query}`)).json()) as ToldLog

  /** Waits until nothing is under way that has not failed. */
  const settle = async (): Promise<ToldLog> => {
    for (;;) {
      const log = await readLog()
      if (log.pending === 0) return log
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  return {
    ...started,
    app: {
      uri,
      received,
      /** How the app answers from now on; 0 is no answer. */
      answerWith: (next: (received: Received) => number) => void (answer = next),
      /** What has come since the last call, once nothing more is under way. */
      take: async (): Promise<Received[]> => {
        await settle()
        return received.splice(0)
      },
    },
    ask,
    readLog,
    settle,
    subscribe: async (topic: string, input: object = {}) => {
      const query = `mutation($topic: WebhookSubscriptionTopic!, $input: WebhookSubscriptionInput!) {
        webhookSubscriptionCreate(topic: $topic, webhookSubscription: $input) {
          webhookSubscription { id topic uri callbackUrl name includeFields format
            endpoint { ... on WebhookHttpEndpoint { callbackUrl } } apiVersion { handle } }
          userErrors { field message } } }`
      const data = await ask(query, { topic, input: { uri, ...input } })
      return data['webhookSubscriptionCreate'] as {
        webhookSubscription: { id: string } | null
        userErrors: { field: string[]; message: string }[]
      }
    },
    stop: async () => {
      await shopify.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
