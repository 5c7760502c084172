import { toGlobalId } from '../../graphql/global-id.ts'
import { toMoneyScalar } from '../../graphql/money.ts'
import type { Product, Variant } from '../../world/model.ts'
import { toLocalTime } from './render.ts'
import type { Payload, Rendering } from './render.ts'

/** Of more variants than these a payload has only the ids. */
const FULL_VARIANTS = 100

/** products/create and products/update. */
export function toProductPayload(rendering: Rendering, product: Product): Payload {
  const { state } = rendering
  const variants = product.variantIds.flatMap((id) => state.variants.get(id) ?? [])
  return {
    id: product.id,
    admin_graphql_api_id: toGlobalId('Product', product.id),
    title: product.title,
    body_html: product.descriptionHtml,
    handle: product.handle,
    vendor: product.vendor,
    product_type: product.productType,
    status: product.status.toLowerCase(),
    tags: product.tags.join(', '),
    created_at: toLocalTime(product.createdAt, state),
    updated_at: toLocalTime(product.updatedAt, state),
    published_at: toLocalTime(product.publishedAt, state),
    options: product.options.map(({ id, name, position, values }) => ({
      id,
      product_id: product.id,
      name,
      position,
      values: values.map((value) => value.name),
    })),
    variants: variants
      .slice(0, FULL_VARIANTS)
      .map((variant) => toVariantPayload(rendering, variant)),
    variant_gids: variants.map(({ id, updatedAt }) => ({
      admin_graphql_api_id: toGlobalId('ProductVariant', id),
      updated_at: toLocalTime(updatedAt, state),
    })),
  }
}

/** products/delete. */
export function toDeletedProductPayload(product: Product): Payload {
  return { id: product.id }
}

function toVariantPayload({ state }: Rendering, variant: Variant): Payload {
  const { currencyCode } = state.shop
  const toPrice = (minor: number) => toMoneyScalar(minor, currencyCode)
  return {
    id: variant.id,
    admin_graphql_api_id: toGlobalId('ProductVariant', variant.id),
    product_id: variant.productId,
    inventory_item_id: variant.inventoryItemId,
    title: variant.title,
    sku: variant.sku,
    barcode: variant.barcode,
    price: toPrice(variant.price),
    compare_at_price: variant.compareAtPrice === null ? null : toPrice(variant.compareAtPrice),
    position: variant.position,
    taxable: variant.taxable,
    inventory_quantity: variant.inventoryQuantity,
    created_at: toLocalTime(variant.createdAt, state),
    updated_at: toLocalTime(variant.updatedAt, state),
  }
}
