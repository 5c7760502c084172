import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { constants, createGzip } from 'node:zlib'

const worthwhile = /^(text\/|application\/json)/

/**
 * The same answer with its body in gzip, where the browser takes that: a page is an eighth of its
 * size. What the server streams is passed on piece by piece. Files of the build are not touched:
 * those are made small when they are built.
 */
export function compress(request: Request, response: Response): Response {
  const { body, headers } = response
  const accepts = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')
  if (body === null || request.method === 'HEAD' || !accepts) return response
  if (headers.has('content-encoding') || !worthwhile.test(headers.get('content-type') ?? '')) {
    return response
  }
  // Without this the beginning of a streamed page would wait for its end.
  const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH })
  const source = Readable.fromWeb(body as ReadableStream)
  source.on('error', (error) => gzip.destroy(error))
  gzip.on('close', () => source.destroy())
  const smaller = new Response(
    Readable.toWeb(source.pipe(gzip)) as unknown as globalThis.ReadableStream,
    response,
  )
  smaller.headers.set('content-encoding', 'gzip')
  smaller.headers.append('vary', 'accept-encoding')
  smaller.headers.delete('content-length')
  return smaller
}
