import { recordEvent } from './events.ts'
import { nextId } from './ids.ts'
import { noteMade } from './journal.ts'
import type { Address, Customer, Instant, ShopState } from './model.ts'
import type { Profile, Region } from './profiles/index.ts'
import type { Random } from './random.ts'

/** Draws a region by its weight. */
function drawRegion(profile: Profile, random: Random): Region {
  const total = profile.regions.reduce((sum, region) => sum + region.weight, 0)
  let rest = random.next() * total
  for (const region of profile.regions) {
    rest -= region.weight
    if (rest < 0) return region
  }
  return random.pick(profile.regions)
}

/** The region that an address lies in; the first one where it matches none. */
export function regionOf(profile: Profile, address: Address | null): Region {
  const found = profile.regions.find(
    (region) =>
      region.countryCode === address?.countryCode && region.provinceCode === address.provinceCode,
  )
  const region = found ?? profile.regions[0]
  if (region === undefined) throw new Error(`The profile ${profile.handle} has no regions.`)
  return region
}

export function drawAddress(
  state: ShopState,
  profile: Profile,
  random: Random,
  { firstName, lastName }: { firstName: string | null; lastName: string | null },
  region = drawRegion(profile, random),
): Address {
  const [city, zip] = random.pick(region.cities)
  return {
    id: nextId(state.counters, 'Address'),
    firstName,
    lastName,
    company: random.chance(0.05) ? `${lastName ?? profile.name} & Co.` : null,
    address1: `${random.pick(profile.streets)} ${random.int(1, 240)}`,
    address2: random.chance(0.1) ? `${random.int(1, 9)}F` : null,
    city,
    province: region.province,
    provinceCode: region.provinceCode,
    country: region.country,
    countryCode: region.countryCode,
    zip,
    phone: random.chance(0.3) ? drawPhone(profile, random) : null,
  }
}

export function drawPhone(profile: Profile, random: Random): string {
  return profile.phonePrefix + String(random.int(0, 9999)).padStart(4, '0')
}

/** A customer without orders, whose figures at Shopify start at zero. */
export function createCustomer(
  state: ShopState,
  profile: Profile,
  random: Random,
  at: Instant,
): Customer {
  const id = nextId(state.counters, 'Customer')
  const nameless = random.chance(0.03)
  const name = {
    firstName: nameless ? null : random.pick(profile.firstNames),
    lastName: nameless ? null : random.pick(profile.lastNames),
  }
  const address = random.chance(0.96) ? drawAddress(state, profile, random, name) : null
  const customer: Customer = {
    id,
    ...name,
    email: random.chance(0.97) ? `customer-${id % 100_000_000}@mail.example` : null,
    phone: random.chance(0.35) ? drawPhone(profile, random) : null,
    state: random.weighted<Customer['state']>({
      DISABLED: 60,
      ENABLED: 34,
      INVITED: 5,
      DECLINED: 1,
    }),
    locale: profile.locale,
    note: random.chance(0.03) ? 'Asks for no plastic.' : null,
    tags: random.chance(0.12) ? [random.pick(['newsletter', 'wholesale', 'vip'])] : [],
    verifiedEmail: random.chance(0.9),
    taxExempt: false,
    emailMarketing: random.weighted<Customer['emailMarketing']>({
      SUBSCRIBED: 45,
      NOT_SUBSCRIBED: 45,
      UNSUBSCRIBED: 10,
    }),
    addresses: address === null ? [] : [address],
    defaultAddressId: address?.id ?? null,
    createdAt: at,
    updatedAt: at,
    orderIds: [],
    summary: { amountSpent: 0, numberOfOrders: 0, lastOrderId: null, refreshedAt: null },
  }
  state.customers.set(id, customer)
  noteMade(state, 'customers', id)
  state.roster.customers.push(id)
  recordEvent(state, at, 'create', 'CUSTOMER', id, String(id))
  return customer
}

export function defaultAddress(customer: Customer): Address | null {
  return customer.addresses.find((address) => address.id === customer.defaultAddressId) ?? null
}
