import { createRandom } from './random.ts'
import { gid } from './shop-size.ts'

/** A customer as a bulk operation writes it. The same number always gives the same customer. */
export function customerObjects(number: number): object[] {
  const random = createRandom(number * 747_796_405 + 3)
  const at = `2024-${two(random.int(1, 12))}-${two(random.int(1, 28))}T08:${two(random.int(0, 59))}:00Z`
  return [
    {
      id: gid('Customer', number),
      displayName: `${random.pick(['Ada', 'Björn', 'Chloé', 'Dana'])} Number ${number}`,
      state: 'ENABLED',
      createdAt: at,
      updatedAt: at,
      amountSpent: { amount: `${random.int(10, 900)}.5`, currencyCode: 'USD' },
      numberOfOrders: String(random.int(1, 12)),
    },
  ]
}

/** A product and its two or three variants. */
export function productObjects(number: number): object[] {
  const random = createRandom(number * 277_803_737 + 5)
  const id = gid('Product', number)
  const at = '2024-06-01T08:00:00Z'
  const variants = Array.from({ length: random.int(2, 3) }, (_, at) => ({
    id: gid('ProductVariant', number * 4 + at),
    title: `Size ${at + 1}`,
    sku: `TOTE-${number}-${at}`,
    price: `${random.int(5, 120)}.0`,
    position: at + 1,
    __parentId: id,
  }))
  return [
    {
      id,
      title: `Canvas tote ${number}`,
      handle: `canvas-tote-${number}`,
      status: 'ACTIVE',
      vendor: 'Tidemark / Goods',
      productType: 'Bags',
      createdAt: at,
      updatedAt: at,
    },
    ...variants,
  ]
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
