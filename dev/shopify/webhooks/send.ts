import { createHmac } from 'node:crypto'
import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { ClientRequest } from 'node:http'
import { API_VERSION } from '../graphql/schema.ts'
import type { Attempt, Delivery } from './delivery.ts'

const CONNECT_MS = 1000
const TOTAL_MS = 5000

/** Connections to apps, kept open between deliveries. */
export interface Lines {
  http: HttpAgent
  https: HttpsAgent
}

/** @param most connections to one address at a time */
export function openLines(most: number): Lines {
  const options = { keepAlive: true, maxSockets: most }
  return { http: new HttpAgent(options), https: new HttpsAgent(options) }
}

export function closeLines({ http, https }: Lines): void {
  http.destroy()
  https.destroy()
}

/** What Shopify puts beside a payload. */
export function toHeaders(delivery: Delivery, secret: string): Record<string, string> {
  const hmac = createHmac('sha256', secret).update(delivery.body, 'utf8').digest('base64')
  return {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(delivery.body)),
    'User-Agent': 'Shopify-Captain-Hook',
    'X-Shopify-Topic': delivery.topic,
    'X-Shopify-Hmac-Sha256': hmac,
    'X-Shopify-Shop-Domain': delivery.shop,
    'X-Shopify-API-Version': API_VERSION,
    'X-Shopify-Webhook-Id': delivery.webhookId,
    'X-Shopify-Event-Id': delivery.eventId,
    'X-Shopify-Triggered-At': delivery.triggeredAt,
    ...(delivery.name !== null && { 'X-Shopify-Name': delivery.name }),
  }
}

/** Tries once, in Shopify's time: a second to connect, five for all. Never throws. */
export async function send(lines: Lines, delivery: Delivery, secret: string): Promise<Attempt> {
  const startedAt = performance.now()
  const at = new Date().toISOString()
  const outcome = await post(lines, delivery, toHeaders(delivery, secret)).catch(
    (error: unknown) => ({
      status: null,
      error: error instanceof Error ? error.message : String(error),
    }),
  )
  return { at, ...outcome, ms: Math.round(performance.now() - startedAt) }
}

function post(
  lines: Lines,
  delivery: Delivery,
  headers: Record<string, string>,
): Promise<{ status: number; error: null }> {
  const { uri, body, mischief } = delivery
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers }
    const sent = uri.startsWith('https:')
      ? httpsRequest(uri, { ...options, agent: lines.https })
      : httpRequest(uri, { ...options, agent: lines.http })
    const stop = limitTime(sent)
    sent.once('error', (error: NodeJS.ErrnoException) => {
      stop()
      // The app closed a connection that was kept open, just when it was taken: no fault of its own.
      if (sent.reusedSocket && error.code === 'ECONNRESET') {
        resolve(post(lines, delivery, headers))
      } else reject(error)
    })
    sent.once('response', (response) => {
      // Only the status counts, but the connection is free when the answer is read.
      response.resume()
      response.once('error', reject)
      response.once('close', () => {
        stop()
        resolve({ status: response.statusCode ?? 0, error: null })
      })
    })
    if (mischief.slowMs === 0) return void sent.end(body)
    const half = Math.floor(body.length / 2)
    sent.write(body.slice(0, half))
    setTimeout(() => sent.end(body.slice(half)), mischief.slowMs).unref()
  })
}

function limitTime(sent: ClientRequest): () => void {
  const end = (error: string) => sent.destroy(new Error(error))
  const stopTotal = startLimit(TOTAL_MS, () => end(`No answer in ${TOTAL_MS} ms`))
  let stopConnect: (() => void) | undefined
  sent.once('socket', (socket) => {
    if (!socket.connecting) return
    stopConnect = startLimit(CONNECT_MS, () => end(`No connection in ${CONNECT_MS} ms`))
    socket.once('connect', stopConnect)
  })
  return () => {
    stopTotal()
    stopConnect?.()
  }
}

/** How late a timer may be before that counts as a pause of this process. */
const PAUSE_MS = 50

/** A limit in which pauses of this process, which the app can't help, do not count. */
function startLimit(ms: number, onOver: () => void): () => void {
  let dueAt = performance.now() + ms
  let timer = setTimeout(look, ms)
  function look() {
    const late = performance.now() - dueAt
    if (late <= PAUSE_MS) return onOver()
    dueAt = performance.now() + late
    timer = setTimeout(look, late)
  }
  return () => clearTimeout(timer)
}
