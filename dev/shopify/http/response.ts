import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** An answer that is ready to be sent. */
export interface Reply {
  status: number
  headers?: Record<string, string>
  body: string
}

/** A JSON answer. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  }
}

/** Sends a browser elsewhere, by a GET whatever it came with. */
export function redirect(location: string): Reply {
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' }
}

/** Shopify's short form of an error: `{"errors": "…"}`. */
export function shopifyError(status: number, sentence: unknown): Reply {
  return json(status, { errors: sentence })
}

/** The id that Shopify asks for in support requests. */
export function createRequestId(): string {
  return `${randomUUID()}-${Math.floor(Date.now() / 1000)}`
}

/** Sends an answer whole. */
export function send(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

/** Sends half of an answer and breaks the connection, as a network does at its worst. */
export function sendCut(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
    response.destroy()
  })
}
