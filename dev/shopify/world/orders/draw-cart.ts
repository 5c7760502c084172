import { reducedRate } from '../catalogue.ts'
import type { Address, Customer, Instant, Product, ShopState, Variant } from '../model.ts'
import { defaultAddress, drawAddress, drawPhone, regionOf } from '../people.ts'
import type { Profile, Region } from '../profiles/index.ts'
import type { Random } from '../random.ts'
import type { Cart, CartLine, OrderDiscount } from './cart.ts'

/** Draws what somebody buys; `customer` null is a guest. */
export function drawCart(
  state: ShopState,
  profile: Profile,
  random: Random,
  customer: Customer | null,
  times: { createdAt: Instant; processedAt: Instant; imported?: boolean },
): Cart {
  const address = shipTo(state, profile, random, customer)
  const region = regionOf(profile, address)
  const lines = drawLines(state, profile, random, region)
  const goods = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0)
  const ships = lines.some((line) => line.requiresShipping)
  const { shares } = profile
  return {
    customerId: customer?.id ?? null,
    email:
      customer?.email ??
      (random.chance(0.7) ? `guest-${random.int(1, 99_999)}@mail.example` : null),
    phone: customer?.phone ?? (random.chance(0.1) ? drawPhone(profile, random) : null),
    address,
    locale: profile.locale,
    taxes: region.taxes,
    currency: drawCurrency(profile, random, region),
    lines,
    orderDiscount: random.chance(shares.orderDiscount) ? drawDiscount(profile, random) : null,
    shipping: ships ? drawShipping(profile, random, goods) : null,
    additionalFee: random.chance(shares.additionalFee) ? profile.additionalFee : null,
    payment: times.imported === true ? 'paid' : drawPayment(profile, random),
    giftCardTender: random.chance(0.03) ? random.pick([2500, 5000, 10_000]) : null,
    failedFirst: random.chance(0.02),
    ...times,
    test: random.chance(shares.test),
    sourceName:
      times.imported === true
        ? 'import'
        : random.weighted({ web: 86, pos: 8, iphone: 4, draft: 2 }),
    note: random.chance(0.04) ? 'Please leave it with the neighbours.' : null,
    tags: random.chance(0.06) ? [random.pick(['gift', 'press', 'repeat'])] : [],
  }
}

function shipTo(
  state: ShopState,
  profile: Profile,
  random: Random,
  customer: Customer | null,
): Address | null {
  if (customer === null) {
    const name = {
      firstName: random.pick(profile.firstNames),
      lastName: random.pick(profile.lastNames),
    }
    return drawAddress(state, profile, random, name)
  }
  return defaultAddress(customer)
}

function drawCurrency(profile: Profile, random: Random, region: Region): Cart['currency'] {
  if (region.currency === null || !random.chance(0.85)) {
    return { presentmentCurrencyCode: profile.currencyCode, exchangeRatePpm: 1_000_000 }
  }
  return {
    presentmentCurrencyCode: region.currency.code,
    exchangeRatePpm: Math.round(region.currency.ratePpm * (0.97 + random.next() * 0.06)),
  }
}

function drawLines(state: ShopState, profile: Profile, random: Random, region: Region): CartLine[] {
  const count = random.chance(0.01) ? random.int(8, 30) : 1 + Math.floor(random.next() ** 2.4 * 5)
  const lines = Array.from({ length: count }, () => drawLine(state, profile, random, region))
  if (random.chance(profile.shares.giftCard)) {
    const giftCard = drawGiftCard(state, profile, random)
    if (giftCard !== null) {
      if (random.chance(0.4)) lines.length = 0
      lines.push(giftCard)
    }
  }
  if (random.chance(profile.shares.tip)) {
    lines.push(tipLine(profile.tipTitle, random.pick(profile.tips), random.chance(0.15)))
  }
  return lines
}

/** A tip is a line without a product; now and then a shop taxes it. */
export function tipLine(title: string, amount: number, taxable: boolean): CartLine {
  return {
    kind: 'tip',
    productId: null,
    variantId: null,
    title,
    variantTitle: null,
    sku: null,
    vendor: null,
    quantity: 1,
    unitPrice: amount,
    taxable,
    reducedRatePpm: null,
    requiresShipping: false,
    weightGrams: 0,
    lineDiscount: null,
    dutyRatePpm: null,
  }
}

/** Draws a line of goods; popular products are those that came first. */
export function drawLine(
  state: ShopState,
  profile: Profile,
  random: Random,
  region: Region,
): CartLine {
  const { product, variant } = drawVariant(state, random)
  return {
    ...goodsLine(profile, product, variant),
    quantity: random.chance(0.72) ? 1 : random.int(2, 4),
    lineDiscount: random.chance(profile.shares.lineDiscount)
      ? random.pick([500, 1000, 1500, 3333])
      : null,
    dutyRatePpm:
      region.duties && random.chance(0.4) ? random.pick([25_000, 47_000, 120_000]) : null,
  }
}

/** One unit of a variant, without discounts. */
export function goodsLine(profile: Profile, product: Product, variant: Variant): CartLine {
  return {
    kind: product.isGiftCard ? 'gift_card' : 'product',
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: product.options[0]?.name === 'Title' ? null : variant.title,
    sku: variant.sku,
    vendor: product.vendor,
    quantity: 1,
    unitPrice: variant.price,
    taxable: variant.taxable,
    reducedRatePpm: reducedRate(profile, product.productType),
    requiresShipping: variant.requiresShipping,
    weightGrams: variant.weightGrams,
    lineDiscount: null,
    dutyRatePpm: null,
  }
}

function drawVariant(state: ShopState, random: Random): { product: Product; variant: Variant } {
  const ids = state.roster.products
  for (;;) {
    const id = ids[Math.floor(random.next() ** 1.8 * ids.length)]
    const product = id === undefined ? undefined : state.products.get(id)
    if (product === undefined || product.isGiftCard) continue
    const variant = state.variants.get(random.pick(product.variantIds))
    if (variant !== undefined) return { product, variant }
  }
}

function drawGiftCard(state: ShopState, profile: Profile, random: Random): CartLine | null {
  const product = [...state.products.values()].find((candidate) => candidate.isGiftCard)
  if (product === undefined) return null
  const variant = state.variants.get(random.pick(product.variantIds))
  if (variant === undefined) return null
  // A gift card that is taxed by mistake occurs in real shops, and its tax belongs to no other figure.
  return { ...goodsLine(profile, product, variant), taxable: random.chance(0.05) }
}

function drawDiscount(profile: Profile, random: Random): OrderDiscount {
  const kind = random.weighted({ percentage: 70, amount: 18, manual: 12 })
  if (kind === 'manual') return { kind: 'manual', title: 'Apology', basisPoints: 1500 }
  if (kind === 'amount') return { kind: 'code', ...random.pick(profile.amountCodes) }
  // The code that gives everything away is rare.
  const codes = profile.discountCodes
  const rare = random.chance(0.03)
  return { kind: 'code', ...random.pick(codes.filter((c) => (c.basisPoints === 10_000) === rare)) }
}

function drawShipping(profile: Profile, random: Random, goods: number): Cart['shipping'] {
  if (random.chance(0.04)) return null
  const rate = random.chance(0.85) ? profile.shipping[0] : random.pick(profile.shipping)
  if (rate === undefined) return null
  const free = rate.freeFrom !== null && goods >= rate.freeFrom
  const half = !free && random.chance(0.03)
  return {
    title: rate.title,
    code: rate.code,
    price: rate.price,
    discount: free ? 10_000 : half ? 5000 : 0,
  }
}

function drawPayment(profile: Profile, random: Random): Cart['payment'] {
  const { pending, authorized } = profile.shares
  const draw = random.next()
  if (draw < pending) return 'pending'
  if (draw < pending + authorized) return 'authorized'
  if (draw < pending + authorized + 0.005) return 'partial'
  return draw < 0.3 ? 'captured' : 'paid'
}
