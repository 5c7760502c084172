import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BulkOperation, ResultFile } from '../bulk/bulk-operation.ts'
import type { DownloadFault } from './faults.ts'
import { readRange } from './range.ts'
import type { ByteRange } from './range.ts'
import { headerOf } from './request.ts'
import { send } from './response.ts'
import type { Reply } from './response.ts'
import type { ServerState } from './shops.ts'

const KINDS = ['bulk-no-range', 'bulk-cut', 'bulk-gone', 'download-slow'] as const

/**
 * `GET /_bulk/….jsonl?expires&signature`: the file of a bulk operation, as Google Cloud Storage gives
 * it out. Nobody asks for a token: whoever knows the address may read.
 */
export async function sendBulkResult(
  server: ServerState,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const found = server.bulk.openResult(url)
  if (typeof found === 'string') return send(response, refuse(found))
  const { file } = found
  if (file === null) return send(response, refuse('NoSuchKey'))
  const range = headerOf(request, 'range') ?? null
  const faults = drawFaults(server, found)
  const note = (status: number) => void found.downloads.push({ range, status })

  if (faults.some(({ kind }) => kind === 'bulk-gone')) {
    note(403)
    server.bulk.moveResult(found)
    return send(response, refuse('ExpiredToken'))
  }
  const etag = `"${found.id.toString(16)}-${file.served.toString(16)}"`
  const condition = headerOf(request, 'if-range')
  const ignored = faults.some(({ kind }) => kind === 'bulk-no-range')
  const usable = range !== null && !ignored && (condition === undefined || condition === etag)
  const part = usable ? readRange(range, file.served) : null
  const headers = { 'content-type': 'application/jsonl', 'accept-ranges': 'bytes', etag }
  if (part === 'unsatisfiable') {
    note(416)
    const body = toXml('InvalidRange', 'The requested range cannot be satisfied.')
    const contentRange = `bytes */${file.served}`
    return send(response, { status: 416, headers: { ...XML, 'content-range': contentRange }, body })
  }
  const sent = part ?? { start: 0, end: file.served }
  note(part === null ? 200 : 206)
  response.writeHead(part === null ? 200 : 206, {
    ...headers,
    'content-length': sent.end - sent.start,
    ...(part && { 'content-range': `bytes ${part.start}-${part.end - 1}/${file.served}` }),
  })
  if (request.method === 'HEAD') return void response.end()
  await stream(response, file, sent, faults)
}

/** A `bulk-gone` without `times` hits each operation once. */
function drawFaults({ faults }: ServerState, operation: BulkOperation) {
  const wasGone = operation.downloads.some(({ status }) => status === 403)
  return faults
    .draw(KINDS, operation.shop, operation.query)
    .filter((fault) => fault.kind !== 'bulk-gone' || fault.times !== undefined || !wasGone)
}

async function stream(
  response: ServerResponse,
  { path }: ResultFile,
  { start, end }: ByteRange,
  faults: readonly DownloadFault[],
): Promise<void> {
  const cut = faults.find((fault) => fault.kind === 'bulk-cut')
  const slow = faults.find((fault) => fault.kind === 'download-slow')
  const stop = cut === undefined ? end : start + Math.floor((end - start) * (cut.share ?? 0.5))
  const chunk = slow === undefined ? undefined : Math.max(1, Math.ceil(slow.bytesPerSecond / 20))
  const whenSent = async function* (parts: AsyncIterable<Buffer>) {
    for await (const part of parts) {
      yield part
      if (slow !== undefined) await sleep((part.length / slow.bytesPerSecond) * 1000)
    }
  }
  const bytes =
    stop > start
      ? createReadStream(path, { start, end: stop - 1, highWaterMark: chunk ?? 262_144 })
      : Readable.from([])
  // A reader that goes away in the middle is no error of ours.
  await pipeline(bytes, whenSent, response, { end: cut === undefined }).catch(() => {})
  if (cut !== undefined) response.destroy()
}

const XML = { 'content-type': 'application/xml; charset=UTF-8' }

const REFUSALS = {
  ExpiredToken: [403, 'Request has expired.'],
  SignatureDoesNotMatch: [
    403,
    'The request signature we calculated does not match the signature you provided.',
  ],
  NoSuchKey: [404, 'The specified key does not exist.'],
} as const

function refuse(code: keyof typeof REFUSALS): Reply {
  const [status, message] = REFUSALS[code]
  return { status, headers: XML, body: toXml(code, message) }
}

function toXml(code: string, message: string): string {
  return `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code><Message>${message}</Message></Error>`
}
