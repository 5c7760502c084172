/** Where webhooks are to be sent, and what is to be known of it. */
export type WebhookAddress = {
  /** null: Shopify could not reach us there, and `fault` says why. */
  address: string | null
  fault: string | null
  /** Shopify is the stand-in, whose one app signs everything. */
  standIn: boolean
}

/** Where the API takes webhooks in, at whichever address it is. */
export const WEBHOOK_PATH = '/api/shopify/webhooks'

/** Shopify sends to https alone; its stand-in, which speaks plain http itself, sends anywhere. */
export function toWebhookAddress(appUrl: string | undefined, origin: string): WebhookAddress {
  const standIn = origin.startsWith('http:')
  if (appUrl === undefined) {
    const fault = 'APP_URL is not set, so that Shopify has nowhere to send webhooks to.'
    return { address: null, fault, standIn }
  }
  if (!standIn && !appUrl.startsWith('https:')) {
    const fault = 'APP_URL is not https, and Shopify sends webhooks nowhere else.'
    return { address: null, fault, standIn }
  }
  return { address: appUrl + WEBHOOK_PATH, fault: null, standIn }
}
