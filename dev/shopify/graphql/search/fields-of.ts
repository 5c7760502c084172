import type { Customer, Order, Product, ShopState, Variant } from '../../world/model.ts'
import type { SearchFields } from './compile.ts'
import { customersCountFields, toCustomerFields } from './customer-fields.ts'
import { toOrderFields } from './order-fields.ts'
import { toProductFields, toVariantFields } from './product-fields.ts'

interface ShopSearchFields {
  orders: SearchFields<Order>
  customers: SearchFields<Customer>
  customersCount: SearchFields<Customer>
  products: SearchFields<Product>
  variants: SearchFields<Variant>
}

const byShop = new WeakMap<ShopState, ShopSearchFields>()

/** The filters of everything that a shop lists, made once for each shop. */
export function searchFieldsOf(state: ShopState): ShopSearchFields {
  let fields = byShop.get(state)
  if (fields === undefined) {
    fields = {
      orders: toOrderFields(state),
      customers: toCustomerFields(state),
      customersCount: customersCountFields,
      products: toProductFields(state),
      variants: toVariantFields(state),
    }
    byShop.set(state, fields)
  }
  return fields
}
