import type { FastifyRequest } from 'fastify'

/**
 * The origin that browsers know us by. Without APP_URL it is the one that was asked; Shopify sends
 * nobody back to an address that the app's settings do not name.
 */
export function appUrlOf(request: FastifyRequest, appUrl: string | undefined): string {
  return appUrl ?? `${request.protocol}://${request.host}`
}
