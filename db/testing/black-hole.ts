import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface BlackHole {
  url: string
  /** From now on bytes of the connections that are open are swallowed; new ones work. */
  swallow: () => void
  close: () => Promise<void>
}

/** A way to Postgres that can fall silent without closing, as a lost network does. */
export async function startBlackHole(target: string): Promise<BlackHole> {
  const { hostname, port } = new URL(target)
  const pairs = new Set<[Socket, Socket]>()
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    near.pipe(far).pipe(near)
    for (const socket of pair) {
      socket.on('error', () => undefined)
      socket.on('close', () => {
        pairs.delete(pair)
        near.destroy()
        far.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: own } = server.address() as AddressInfo
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String(own)
  return {
    url: url.href,
    swallow() {
      for (const [near, far] of pairs) {
        near.unpipe(far)
        far.unpipe(near)
        near.resume()
        far.resume()
      }
    },
    close: async () => {
      for (const [near] of pairs) near.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
