import type { Product, ShopState, Variant } from '../../world/model.ts'
import type { SearchFields } from './compile.ts'
import {
  booleanField,
  choiceField,
  idField,
  keywordField,
  numberField,
  textField,
  timeField,
} from './field.ts'

const hasStatus = (status: Product['status']) => (product: Product | undefined) =>
  product?.status === status

const STATUSES = {
  active: hasStatus('ACTIVE'),
  archived: hasStatus('ARCHIVED'),
  draft: hasStatus('DRAFT'),
  unlisted: hasStatus('UNLISTED'),
}

/** The filters of `products`. */
export function toProductFields({ shop, variants }: ShopState): SearchFields<Product> {
  const variantsOf = ({ variantIds }: Product) => variantIds.flatMap((id) => variants.get(id) ?? [])
  return {
    default: textField((product) => [
      product.title,
      product.vendor,
      product.productType,
      ...product.tags,
      ...variantsOf(product).map(({ sku }) => sku),
    ]),
    id: idField(({ id }) => [id]),
    created_at: timeField(({ createdAt }) => createdAt),
    updated_at: timeField(({ updatedAt }) => updatedAt),
    published_at: timeField(({ publishedAt }) => publishedAt),
    status: choiceField(STATUSES),
    title: textField(({ title }) => [title]),
    handle: keywordField(({ handle }) => [handle]),
    vendor: keywordField(({ vendor }) => [vendor]),
    product_type: keywordField(({ productType }) => [productType]),
    gift_card: booleanField(({ isGiftCard }) => isGiftCard),
    tag: keywordField(({ tags }) => tags),
    tag_not: (term, environment) => {
      const field = keywordField<Product>(({ tags }) => tags)(term, environment)
      return typeof field === 'function' ? (product) => !field(product) : field
    },
    sku: keywordField((product) => variantsOf(product).map(({ sku }) => sku)),
    barcode: keywordField((product) => variantsOf(product).map(({ barcode }) => barcode)),
    variant_id: idField(({ variantIds }) => variantIds),
    variant_title: textField((product) => variantsOf(product).map(({ title }) => title)),
    price: (term, environment) => {
      const field = numberField<Variant>(({ price }) => price / 10 ** shop.minorDigits)
      const matches = field(term, environment)
      if (typeof matches !== 'function') return matches
      return (product) => variantsOf(product).some(matches)
    },
    inventory_total: numberField((product) =>
      variantsOf(product).reduce((sum, { inventoryQuantity }) => sum + inventoryQuantity, 0),
    ),
  }
}

/** The filters of `productVariants`. */
export function toVariantFields({ products }: ShopState): SearchFields<Variant> {
  const productOf = ({ productId }: Variant) => products.get(productId)
  return {
    default: textField((variant) => [variant.title, variant.sku, productOf(variant)?.title]),
    id: idField(({ id }) => [id]),
    product_id: idField(({ productId }) => [productId]),
    product_ids: keywordField(({ productId }) => [String(productId)]),
    product_status: choiceField(
      Object.fromEntries(
        Object.entries(STATUSES).map(([name, matches]) => [
          name,
          (variant: Variant) => matches(productOf(variant)),
        ]),
      ),
    ),
    product_type: keywordField((variant) => [productOf(variant)?.productType]),
    vendor: keywordField((variant) => [productOf(variant)?.vendor]),
    tag: keywordField((variant) => productOf(variant)?.tags ?? []),
    gift_card: booleanField((variant) => productOf(variant)?.isGiftCard === true),
    sku: keywordField(({ sku }) => [sku]),
    barcode: keywordField(({ barcode }) => [barcode]),
    title: textField(({ title }) => [title]),
    option1: keywordField(({ selectedOptions }) => [selectedOptions[0]?.value]),
    option2: keywordField(({ selectedOptions }) => [selectedOptions[1]?.value]),
    option3: keywordField(({ selectedOptions }) => [selectedOptions[2]?.value]),
    taxable: booleanField(({ taxable }) => taxable),
    inventory_quantity: numberField(({ inventoryQuantity }) => inventoryQuantity),
    updated_at: timeField(({ updatedAt }) => updatedAt),
  }
}
