import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the ports that systems give to outgoing connections (from 32768 on Linux, 49152 on macOS). */
const LOWEST = 12_000
const BEYOND = 32_000

/**
 * A TCP port that nobody listened on a moment ago. It is not left to the system, whose choice may
 * become some program's outgoing connection before the part that it is meant for listens.
 */
export async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const port = randomInt(LOWEST, BEYOND)
    if (await isPortFree(port)) return port
  }
  throw new Error(`No free port was found between ${LOWEST} and ${BEYOND}.`)
}

/** Whether this process could listen on the port now, on loopback and on every interface. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, undefined))
}

async function canListen(port: number, host: string | undefined): Promise<boolean> {
  const server = createServer()
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
