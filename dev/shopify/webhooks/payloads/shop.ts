import type { ShopState } from '../../world/model.ts'
import { toLocalTime } from './render.ts'
import type { Payload } from './render.ts'

/** shop/update and app/uninstalled: the shop's record. */
export function toShopPayload(state: ShopState): Payload {
  const { shop } = state
  return {
    id: shop.id,
    name: shop.name,
    email: shop.email,
    shop_owner: shop.ownerName,
    domain: shop.domain,
    myshopify_domain: shop.domain,
    currency: shop.currencyCode,
    enabled_presentment_currencies: shop.enabledPresentmentCurrencies,
    iana_timezone: shop.ianaTimezone,
    taxes_included: shop.taxesIncluded,
    tax_shipping: shop.taxShipping,
    country_code: shop.address.countryCode,
    plan_display_name: shop.plan.publicDisplayName,
    created_at: toLocalTime(shop.createdAt, state),
    updated_at: toLocalTime(shop.updatedAt, state),
  }
}
