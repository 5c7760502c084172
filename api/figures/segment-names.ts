import type { Segment } from '@tidemark/db/insights'

const CUSTOMER_TYPES: Readonly<Record<string, string>> = {
  new: 'New customers',
  returning: 'Returning customers',
  guest: 'Guests',
}

const CHANNELS: Readonly<Record<string, string>> = {
  '': 'No channel named',
  web: 'Online store',
  pos: 'Point of sale',
  shopify_draft_order: 'Draft orders',
  iphone: 'Shopify for iPhone',
  android: 'Shopify for Android',
}

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })
const currencies = new Intl.DisplayNames('en', { type: 'currency', fallback: 'code' })

/** What a value of a filter is called, in English: `web` is the online store. */
export function segmentName(by: Segment, value: string): string {
  if (by === 'customerType') return CUSTOMER_TYPES[value] ?? value
  if (by === 'channel') return CHANNELS[value] ?? (/^\d+$/.test(value) ? `App ${value}` : value)
  if (by === 'country') return value === '' ? 'Country not known' : (countries.of(value) ?? value)
  return currencies.of(value) ?? value
}
