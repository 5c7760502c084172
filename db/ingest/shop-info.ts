import type { TenantTrx } from '../index.ts'
import type { ShopInput } from './inputs.ts'

/** Keeps what Shopify says about the shop. A changed zone or currency marks every rollup for rebuilding. */
export declare function saveShopInfo(trx: TenantTrx, shop: ShopInput): Promise<{ rebuild: boolean }>
