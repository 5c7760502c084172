import type { TroubleCode } from '../schema/shop-connections.ts'

/** What hides a part of a shop, while the rest is read all the same. */
export type NoticeCode = 'missing_scope' | 'customer_data' | 'bulk_denied'

/** What mends it: connecting the shop anew, another sync once it was put right, or nothing here. */
export type Mend = 'reconnect' | 'sync' | null

/** Trouble in words for a merchant: what it is, and what to do. */
export interface ExplainedTrouble<Code = TroubleCode | NoticeCode> {
  code: Code
  sentence: string
  action: string
  mend: Mend
}

type Words = (detail: string | null) => Omit<ExplainedTrouble, 'code'>

/**
 * The one place that gives words to what stands between a shop and us; runs, the API and the dashboard
 * say it with these.
 * @param detail what is missing, as Shopify says it: a scope, a field
 */
export function explainTrouble<Code extends TroubleCode | NoticeCode>(
  code: Code,
  detail: string | null = null,
): ExplainedTrouble<Code> {
  return { code, ...WORDS[code](detail) }
}

const WORDS: Record<TroubleCode | NoticeCode, Words> = {
  uninstalled: () => ({
    sentence: 'The app was uninstalled from this shop.',
    action: 'Connect the shop again to go on; the figures so far stay readable.',
    mend: 'reconnect',
  }),
  token_revoked: () => ({
    sentence: 'Shopify no longer accepts the access token of this shop.',
    action: 'Connect the shop again; syncs then go on where they stopped.',
    mend: 'reconnect',
  }),
  access_denied: (detail) => ({
    sentence: 'Shopify denies this app access that a sync cannot do without.',
    action: detail
      ? `Grant this to the app: ${detail.replace(/\.?$/, '.')} Connect the shop again to be asked for it.`
      : 'Connect the shop again and grant all of the access that is asked for.',
    mend: 'reconnect',
  }),
  address_refused: () => ({
    sentence: 'Shopify refuses requests from this server’s address.',
    action:
      'Add the address to the app’s IP allowlist in the Partner Dashboard, and check the app’s ' +
      'scopes; then sync again.',
    mend: 'sync',
  }),
  shop_frozen: () => ({
    sentence: 'The shop is frozen: its Shopify bill is unpaid.',
    action: 'Settle the bill in Shopify, then sync again.',
    mend: 'sync',
  }),
  shop_locked: () => ({
    sentence: 'Shopify has locked this shop.',
    action: 'Contact Shopify support, then sync again.',
    mend: 'sync',
  }),
  shop_gone: () => ({
    sentence: 'Shopify knows no shop at this address any more: it was closed, or moved.',
    action: 'Check the myshopify.com address; open the shop again in Shopify, then sync.',
    mend: 'sync',
  }),
  shop_refused: () => ({
    sentence: 'Shopify refused the requests for reasons of security.',
    action: 'Contact Shopify support, then sync again.',
    mend: 'sync',
  }),
  missing_scope: (detail) => ({
    sentence: `This app was not granted everything it asks for: ${detail ?? 'a scope'} is missing.`,
    action: 'Connect the shop again and approve the access; until then syncs leave that part out.',
    mend: 'reconnect',
  }),
  customer_data: () => ({
    sentence: 'Shopify does not let this app read customers’ names.',
    action:
      'Ask for protected customer data (level 2) in the Partner Dashboard. Everything else is synced.',
    mend: null,
  }),
  bulk_denied: () => ({
    sentence: 'Shopify does not allow this app bulk operations, so large syncs read page by page.',
    action: 'Enable bulk operations for the app in the Partner Dashboard to make them faster.',
    mend: null,
  }),
}
