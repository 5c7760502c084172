import { createHash } from 'node:crypto'
import { createCounters } from './ids.ts'
import { minorDigits } from './money.ts'
import type { AccessToken, Instant, ShopRecord, ShopState } from './model.ts'
import { domainOf, isConnected } from './profiles/index.ts'
import type { Profile } from './profiles/index.ts'

/** What the demo's app may read, and what its tokens say they may. */
const scopes = [
  'read_all_orders',
  'read_customer_merge',
  'read_customers',
  'read_inventory',
  'read_locations',
  'read_orders',
  'read_products',
  'read_reports',
  'read_returns',
]

/** An empty shop with its record, its own app and, where the partner's has been installed, a token. */
export function createShopState(
  profile: Profile,
  index: number,
  seed: number,
  createdAt: Instant,
): ShopState {
  const shop = createRecord(profile, index, seed, createdAt)
  return {
    shop,
    accessTokens: new Map(isConnected(profile) ? [firstToken(shop, seed)] : []),
    products: new Map(),
    variants: new Map(),
    customers: new Map(),
    orders: new Map(),
    events: [],
    pending: [],
    counters: createCounters(index, seed),
    roster: { orders: [], customers: [], products: [] },
  }
}

/** The token that the partner's app has from the beginning, which does not expire. */
function firstToken({ domain, handle }: ShopRecord, seed: number): [string, AccessToken] {
  const token = `shpat_demo_${handle.replaceAll('-', '_')}_${secret(seed, domain, 'token', 12)}`
  return [token, { token, clientId: appClientId(seed), scopes: [...scopes], expiresAt: null }]
}

/** The client id of the partner's app. */
export function appClientId(seed: number): string {
  return secret(seed, 'partners', 'client id', 32)
}

/** A secret that follows from the seed; nothing real hides behind it. */
export function secret(seed: number, domain: string, purpose: string, length: number): string {
  const hash = createHash('sha256').update(`${seed} ${domain} ${purpose}`)
  return hash.digest('hex').slice(0, length)
}

function createRecord(
  profile: Profile,
  index: number,
  seed: number,
  createdAt: Instant,
): ShopRecord {
  const domain = domainOf(profile)
  const home = profile.regions[0]
  const currencies = profile.regions.flatMap((region) => region.currency?.code ?? [])
  return {
    id: 68_214_000_000 + index * 1_000_003,
    domain,
    handle: profile.handle,
    name: profile.name,
    email: `shop@${profile.handle}.example`,
    ownerName: profile.ownerName,
    currencyCode: profile.currencyCode,
    minorDigits: minorDigits(profile.currencyCode),
    enabledPresentmentCurrencies: [...new Set([profile.currencyCode, ...currencies])],
    ianaTimezone: profile.ianaTimezone,
    taxesIncluded: profile.taxesIncluded,
    taxShipping: true,
    address: {
      id: 71_204_000_000 + index * 1_000_003,
      firstName: null,
      lastName: null,
      company: profile.name,
      address1: `${profile.streets[0] ?? ''} 1`,
      address2: null,
      city: home?.cities[0]?.[0] ?? null,
      province: home?.province ?? null,
      provinceCode: home?.provinceCode ?? null,
      country: home?.country ?? null,
      countryCode: home?.countryCode ?? 'US',
      zip: home?.cities[0]?.[1] ?? null,
      phone: `${profile.phonePrefix}0100`,
    },
    plan: {
      publicDisplayName: profile.planName,
      shopifyPlus: profile.shopifyPlus,
      partnerDevelopment: false,
    },
    maxProductVariants: 2048,
    createdAt,
    updatedAt: createdAt,
    maximumAvailable: profile.restoreRate * 20,
    restoreRate: profile.restoreRate,
    clientId: secret(seed, domain, 'client id', 32),
    clientSecret: `shpss_${secret(seed, domain, 'client secret', 32)}`,
    appScopes: [...scopes],
  }
}
