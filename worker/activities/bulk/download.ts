import { ShopifyNetworkError } from '../../shopify/errors.ts'
import { endOfRoots } from './end-of-roots.ts'
import { BulkAddressError, BulkFileError } from './errors.ts'

/** Whole lines of a bulk file; `position` is the byte of the first one. */
export type Block = { position: number; bytes: Buffer }

/** A connection that sends nothing for so long hangs. */
const SILENCE_MS = 30_000

/**
 * Streams a bulk file from a byte on, in blocks of whole lines, and never holds more than a block.
 * The storage may answer a Range request with 200: then the file comes from its start, and what was
 * asked for begins further on.
 *
 * Throws `BulkAddressError` for an address that has expired, `ShopifyNetworkError` when the connection
 * breaks, and `BulkFileError` when the file ends before `size` or within a line.
 * @param options.size `fileSize` as the operation states it; null when it states none
 */
export async function* downloadLines(options: {
  url: string
  position: number
  size: number | null
  signal: AbortSignal
}): AsyncGenerator<Block> {
  const { url, position, size } = options
  if (size !== null && position >= size) return
  const watch = new SilenceWatch(options.signal)
  const response = await open(url, position, watch)
  let skip = skipOf(response, position)
  let at = position
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunksOf(response, watch)) {
    const fresh = skip >= chunk.length ? null : chunk.subarray(skip)
    skip = Math.max(0, skip - chunk.length)
    if (!fresh) continue
    const bytes = rest.length > 0 ? Buffer.concat([rest, fresh]) : fresh
    const end = endOfRoots(bytes)
    if (end > 0) yield { position: at, bytes: bytes.subarray(0, end) }
    at += end
    rest = end > 0 ? Buffer.from(bytes.subarray(end)) : bytes
  }
  if (size !== null && at + rest.length < size) {
    throw new BulkFileError('The bulk file ended before its end.')
  }
  if (rest.length > 0) yield { position: at, bytes: rest }
}

/** How many bytes come before the ones that were asked for. */
function skipOf(response: Response, position: number): number {
  if (response.status === 200) return position
  const range = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')
  if (range?.[1] !== String(position)) {
    throw new BulkFileError('The storage answered another part of the file than was asked for.')
  }
  return 0
}

async function open(url: string, position: number, watch: SilenceWatch): Promise<Response> {
  let response: Response
  watch.listen()
  try {
    response = await fetch(url, {
      // Compressed, the places in the file would be others.
      headers: {
        'accept-encoding': 'identity',
        ...(position > 0 ? { range: `bytes=${position}-` } : {}),
      },
      signal: watch.signal,
    })
  } catch {
    throw new ShopifyNetworkError('The bulk file could not be reached.')
  } finally {
    watch.heard()
  }
  if (response.status === 200 || response.status === 206) return response
  await response.body?.cancel().catch(() => undefined)
  if (response.status >= 500 || response.status === 429 || response.status === 408) {
    throw new ShopifyNetworkError(`The storage of bulk files answered ${response.status}.`)
  }
  if (response.status === 416) throw new BulkFileError('The bulk file is shorter than it was.')
  throw new BulkAddressError(response.status)
}

async function* chunksOf(response: Response, watch: SilenceWatch): AsyncGenerator<Buffer> {
  if (!response.body) return
  const reader = response.body.getReader()
  try {
    for (;;) {
      const { done, value } = await readOrBreak(reader, watch)
      if (done) return
      yield Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

async function readOrBreak(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  watch: SilenceWatch,
) {
  watch.listen()
  try {
    return await reader.read()
  } catch {
    throw new ShopifyNetworkError('The bulk file broke off.')
  } finally {
    watch.heard()
  }
}

/** Ends a download that has gone silent, or whose caller has given up. */
class SilenceWatch {
  readonly #silence = new AbortController()
  readonly signal: AbortSignal
  #timer: NodeJS.Timeout | undefined

  constructor(caller: AbortSignal) {
    this.signal = AbortSignal.any([caller, this.#silence.signal])
  }

  listen(): void {
    this.#timer = setTimeout(() => this.#silence.abort(), SILENCE_MS)
  }

  heard(): void {
    clearTimeout(this.#timer)
  }
}
