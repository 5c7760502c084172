import { createHmac } from 'node:crypto'
import type { App } from './model.ts'

/** The secret that Shopify signs with: the oldest that has not been revoked. */
export function signingSecret({ clientSecrets }: App): string {
  const [oldest] = clientSecrets
  if (oldest === undefined) throw new Error('The app has no client secret.')
  return oldest
}

/** Adds Shopify's `hmac` to the parameters of a redirect: over all others, in order, in hex. */
export function signQuery(
  app: App,
  parameters: Readonly<Record<string, string>>,
): Record<string, string> {
  const sorted = new URLSearchParams(parameters)
  sorted.sort()
  // As Shopify's own library computes it: a space is %20.
  const signed = sorted.toString().replaceAll('+', '%20')
  const hmac = createHmac('sha256', signingSecret(app)).update(signed).digest('hex')
  return { ...parameters, hmac }
}

/** What every signed redirect says of the shop: its domain, the admin's address of it, the time. */
export function describeShop({ domain, handle }: { domain: string; handle: string }) {
  const host = Buffer.from(`admin.shopify.com/store/${handle}`).toString('base64')
  return {
    shop: domain,
    host: host.replace(/=+$/, ''),
    // Real time, not the world's: the app looks at its own clock to see whether this is stale.
    timestamp: String(Math.floor(Date.now() / 1000)),
  }
}
