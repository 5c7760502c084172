import type { IncomingMessage } from 'node:http'

/** The largest body that is read; Shopify refuses big ones too. */
const MAX_BODY_BYTES = 1_000_000

/** A request that cannot be served as it stands; the sentence is the answer's body. */
export class BadRequestError extends Error {
  readonly status: number

  constructor(message: string, status = 400) {
    super(message)
    this.name = 'BadRequestError'
    this.status = status
  }
}

/** Reads a whole body as text. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) {
      throw new BadRequestError(`The body is larger than ${MAX_BODY_BYTES} bytes.`, 413)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Reads a JSON object; an empty body is an empty object. */
export async function readJsonObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  return toJsonObject(await readBody(request))
}

/** Parses a JSON object out of a body. */
export function toJsonObject(body: string): Record<string, unknown> {
  if (body.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new BadRequestError('The body is not valid JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadRequestError('The body must be a JSON object.')
  }
  return value as Record<string, unknown>
}

/** One header's first value, or undefined. */
export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name.toLowerCase()]
  return Array.isArray(value) ? value[0] : value
}
