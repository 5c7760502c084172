import { createReadStream, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'

/** A storage of bulk files on loopback. */
export interface FileServer {
  url: (name: string) => string
  close: () => Promise<void>
}

/** Serves a folder as Google's storage does for Shopify: plain GET, and Range with 206. */
export async function serveFiles(folder: string): Promise<FileServer> {
  const server = createServer((request, response) => answer(folder, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: (name) => `http://127.0.0.1:${port}/${name}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function answer(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const path = join(folder, basename(request.url ?? ''))
  const size = statSync(path, { throwIfNoEntry: false })?.size
  if (size === undefined) {
    response.writeHead(404).end()
    return
  }
  const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
  if (from > 0 && from >= size) {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end()
    return
  }
  response.writeHead(from > 0 ? 206 : 200, {
    'content-type': 'application/jsonl',
    'content-length': size - from,
    'accept-ranges': 'bytes',
    ...(from > 0 ? { 'content-range': `bytes ${from}-${size - 1}/${size}` } : {}),
  })
  createReadStream(path, { start: from, highWaterMark: 256 * 1024 }).pipe(response)
}
