import { recordEvent } from './events.ts'
import { nextId } from './ids.ts'
import { noteMade } from './journal.ts'
import type { Instant, Product, ShopState, Variant } from './model.ts'
import type { ProductLine, Profile } from './profiles/index.ts'
import type { Random } from './random.ts'
import { beforeChange } from './snapshot.ts'

interface ProductDraft {
  title: string
  productType: string
  options: readonly { name: string; values: readonly string[] }[]
  isGiftCard?: boolean
  /** One price for each combination of options, drawn or fixed. */
  price: (index: number) => number
  weightGrams: number
  status?: Product['status']
  tags?: string[]
}

/** The rate that replaces the standard one for a kind of product; null where none does. */
export function reducedRate(profile: Profile, productType: string): number | null {
  return profile.productLines.find((l) => l.productType === productType)?.reducedRatePpm ?? null
}

/** Makes a product of one of the profile's families. */
export function createRandomProduct(
  state: ShopState,
  profile: Profile,
  random: Random,
  at: Instant,
): Product {
  const line = random.pick(profile.productLines)
  const price = drawPrice(profile, line, random)
  const title = `${random.pick(line.adjectives)}${separator(profile)}${random.pick(line.nouns)}`
  return createProduct(state, profile, random, at, {
    title,
    productType: line.productType,
    options: line.options,
    price: () => price,
    weightGrams: random.int(...line.weightGrams),
    status: random.weighted<Product['status']>({ ACTIVE: 90, ARCHIVED: 5, DRAFT: 3, UNLISTED: 2 }),
    tags: random.chance(0.3) ? ['featured'] : [],
  })
}

function separator(profile: Profile): string {
  return profile.locale === 'en-US' ? ' ' : ''
}

function drawPrice(profile: Profile, line: ProductLine, random: Random): number {
  const [low, high] = line.price
  const skewed = low + (high - low) * random.next() ** 2.2
  return Math.max(1, profile.priceEnding(skewed))
}

/** Makes a product with one variant for each combination of its options. */
function createProduct(
  state: ShopState,
  profile: Profile,
  random: Random,
  at: Instant,
  draft: ProductDraft,
): Product {
  const { counters } = state
  const id = nextId(counters, 'Product')
  const product: Product = {
    id,
    title: draft.title,
    handle: `${draft.productType}-${id % 1_000_000}`.toLowerCase().replaceAll(' ', '-'),
    status: draft.status ?? 'ACTIVE',
    vendor: random.pick(profile.vendors),
    productType: draft.productType,
    tags: draft.tags ?? [],
    descriptionHtml: `<p>${draft.title}</p>`,
    isGiftCard: draft.isGiftCard ?? false,
    options: draft.options.map((option, index) => ({
      id: nextId(counters, 'Option'),
      name: option.name,
      position: index + 1,
      values: option.values.map((name) => ({ id: nextId(counters, 'OptionValue'), name })),
    })),
    variantIds: [],
    createdAt: at,
    updatedAt: at,
    publishedAt: draft.status === 'DRAFT' ? null : at,
  }
  state.products.set(id, product)
  noteMade(state, 'products', id)
  state.roster.products.push(id)
  combinations(draft.options).forEach((selectedOptions, index) => {
    addVariant(state, random, product, at, {
      selectedOptions,
      price: draft.price(index),
      weightGrams: draft.weightGrams,
    })
  })
  recordEvent(state, at, 'create', 'PRODUCT', id, draft.title)
  return product
}

/** Adds a variant at the end of a product. */
export function addVariant(
  state: ShopState,
  random: Random,
  product: Product,
  at: Instant,
  draft: Pick<Variant, 'selectedOptions' | 'price' | 'weightGrams'>,
): Variant {
  const id = nextId(state.counters, 'Variant')
  const variant: Variant = {
    id,
    productId: product.id,
    inventoryItemId: nextId(state.counters, 'InventoryItem'),
    title: draft.selectedOptions.map((option) => option.value).join(' / '),
    sku: random.chance(0.95)
      ? `${state.shop.handle.slice(0, 2).toUpperCase()}-${id % 10_000_000}`
      : null,
    barcode: random.chance(0.6) ? String(4_000_000_000_000 + (id % 999_999_999_999)) : null,
    price: draft.price,
    compareAtPrice: random.chance(0.15) ? Math.round(draft.price * 1.25) : null,
    unitCost: product.isGiftCard ? null : Math.round(draft.price * 0.42),
    position: product.variantIds.length + 1,
    selectedOptions: draft.selectedOptions,
    inventoryQuantity: random.int(0, 180),
    taxable: !product.isGiftCard,
    requiresShipping: !product.isGiftCard,
    weightGrams: draft.weightGrams,
    createdAt: at,
    updatedAt: at,
  }
  beforeChange(state, 'products', product.id)
  state.variants.set(id, variant)
  product.variantIds.push(id)
  product.updatedAt = at
  return variant
}

function combinations(options: ProductDraft['options']): { name: string; value: string }[][] {
  return options.reduce<{ name: string; value: string }[][]>(
    (rows, option) =>
      rows.flatMap((row) => option.values.map((value) => [...row, { name: option.name, value }])),
    [[]],
  )
}

/**
 * A shop's first products: its families, gift cards, one product with more variants than a page
 * holds and one with hundreds.
 */
export function stockShop(state: ShopState, profile: Profile, random: Random, at: Instant): void {
  for (let i = 0; i < 45; i++) createRandomProduct(state, profile, random, at + i * 61_000)
  const line = random.pick(profile.productLines)
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1))
  for (const [index, sizes] of [
    [0, 26],
    [1, 14],
  ] as const) {
    const price = drawPrice(profile, line, random)
    createProduct(state, profile, random, at + 3_600_000 + index * 60_000, {
      title: `${line.nouns[index] ?? profile.name} ${index === 0 ? '300' : '150'}`,
      productType: line.productType,
      options: [
        { name: 'A', values: numbers(sizes) },
        { name: 'B', values: numbers(12) },
      ],
      price: (i) => price + (i % 12) * (profile.currencyCode === 'JPY' ? 10 : 100),
      weightGrams: 120,
    })
  }
  createProduct(state, profile, random, at + 7_200_000, {
    title: profile.giftCardTitle,
    productType: 'Gift Card',
    options: [{ name: 'Denominations', values: profile.giftCards.map(String) }],
    isGiftCard: true,
    price: (i) => profile.giftCards[i] ?? profile.giftCards[0] ?? 1000,
    weightGrams: 0,
  })
}
