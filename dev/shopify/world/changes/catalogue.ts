import { addVariant } from '../catalogue.ts'
import { recordEvent } from '../events.ts'
import { nextId } from '../ids.ts'
import type { Product } from '../model.ts'
import { beforeChange } from '../snapshot.ts'
import type { ChangeContext } from './lifecycle.ts'
import { remove } from './orders.ts'

/** Picks a product that can change; gift cards stay as they are. */
export function drawProduct(context: ChangeContext): Product | null {
  const { state, random } = context
  for (let attempt = 0; attempt < 10; attempt++) {
    const id = random.pickOrNull(state.roster.products)
    const product = id === null ? undefined : state.products.get(id)
    if (product !== undefined && !product.isGiftCard) return product
  }
  return null
}

/** Renames or reprices a product, or changes its status. */
export function updateProduct(context: ChangeContext, product: Product): void {
  const { state, random, at } = context
  beforeChange(state, 'products', product.id)
  const what = random.int(0, 2)
  if (what === 0) product.title = `${product.title.replace(/ №\d+$/, '')} №${random.int(2, 99)}`
  if (what === 1) product.status = random.pick(['ACTIVE', 'ARCHIVED', 'DRAFT'])
  if (what === 2) {
    for (const id of product.variantIds) {
      const variant = state.variants.get(id)
      if (variant === undefined) continue
      beforeChange(state, 'variants', id)
      variant.price = Math.max(1, Math.round(variant.price * 1.05))
      variant.updatedAt = at
    }
  }
  product.updatedAt = at
  recordEvent(state, at, 'update', 'PRODUCT', product.id, product.title)
}

/** Adds one more variant to a product. */
export function growProduct(context: ChangeContext, product: Product): boolean {
  const { state, random, at } = context
  const like = state.variants.get(product.variantIds[0] ?? 0)
  const option = product.options[0]
  if (like === undefined || option === undefined) return false
  const value = `${option.name} ${product.variantIds.length + 1}.${random.int(1, 999)}`
  const [, ...others] = like.selectedOptions
  addVariant(state, random, product, at, {
    selectedOptions: [{ name: option.name, value }, ...others],
    price: like.price,
    weightGrams: like.weightGrams,
  })
  option.values.push({ id: nextId(state.counters, 'OptionValue'), name: value })
  return true
}

/** Deletes one of a product's variants; the last one stays. */
export function shrinkProduct(context: ChangeContext, product: Product): boolean {
  const { random } = context
  if (product.variantIds.length < 2) return false
  removeVariant(context, product, random.pick(product.variantIds))
  return true
}

/** Deletes one variant of a product. */
export function removeVariant({ state, at }: ChangeContext, product: Product, id: number): void {
  const title = state.variants.get(id)?.title ?? String(id)
  beforeChange(state, 'products', product.id)
  remove(product.variantIds, id)
  state.variants.delete(id)
  product.variantIds.forEach((variantId, index) => {
    beforeChange(state, 'variants', variantId)
    const variant = state.variants.get(variantId)
    if (variant !== undefined) variant.position = index + 1
  })
  product.updatedAt = at
  recordEvent(state, at, 'destroy', 'PRODUCT_VARIANT', id, title)
}

/** Deletes a product as chance does: not one of the last ones, and none of the large ones. */
export function deleteProduct(context: ChangeContext, product: Product): boolean {
  if (context.state.products.size < 20 || product.variantIds.length > 100) return false
  removeProduct(context, product)
  return true
}

/** Deletes a product with its variants; orders keep their lines. */
export function removeProduct({ state, at }: ChangeContext, product: Product): void {
  beforeChange(state, 'products', product.id)
  for (const id of product.variantIds) state.variants.delete(id)
  state.products.delete(product.id)
  remove(state.roster.products, product.id)
  recordEvent(state, at, 'destroy', 'PRODUCT', product.id, product.title)
}
