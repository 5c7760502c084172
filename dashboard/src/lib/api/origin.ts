import type { RequestEvent } from '@sveltejs/kit'
import { API_ORIGIN } from '$app/env/private'

/**
 * Where the server's own requests go: API_ORIGIN, or else the very socket that the page was asked
 * on, since one server mounts the API and this dashboard.
 */
export function apiOrigin(event: Pick<RequestEvent, 'platform'>): string {
  const socket = event.platform?.req.socket
  if (API_ORIGIN || !socket?.localPort) return API_ORIGIN ?? 'http://127.0.0.1:3000'
  const address = socket.localAddress ?? '127.0.0.1'
  const host = address.startsWith('::ffff:') ? address.slice(7) : address
  return `http://${host.includes(':') ? `[${host}]` : host}:${socket.localPort}`
}
