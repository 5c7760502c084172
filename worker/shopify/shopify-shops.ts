import { findTenant, inTenant, loadConnection } from '@tidemark/db'
import type { Logger } from 'pino'
import { KnownCosts } from './known-costs.ts'
import { PageSizes } from './page-sizes.ts'
import { createShopBudget } from './shop-budget.ts'
import { createShopClient, type ShopClient } from './shop-client.ts'
import { createShopCredentials, type CredentialsSource, type Renewals } from './shop-credentials.ts'

/** A tenant's shop, ready to be asked. */
export type OpenShop = {
  client: ShopClient
  /** What has been learnt about page sizes for a kind of object. */
  pageSizes(entity: string, sizes: readonly number[]): PageSizes
}

/** All shops of this process. */
export type ShopifyShops = { open(tenantId: string): Promise<OpenShop> }

type Learnt = { costs: KnownCosts; pageSizes: Map<string, PageSizes>; renewals: Renewals }

/** Fields that are not even asked for where the shop forbids to store names. */
const NAMES = ['displayName']

/**
 * Opens shops with the tokens in our database. Whoever asks one shop shares its budget, in whatever
 * process; what was learnt about page sizes and costs is shared within this one.
 */
export function createShopifyShops(source: CredentialsSource & { log: Logger }): ShopifyShops {
  const { db, keyring, origin, log } = source
  const shops = new Map<string, Learnt>()

  return {
    async open(tenantId) {
      const { shop, connection } = await inTenant(db, tenantId, async (trx) => ({
        shop: await findTenant(trx),
        connection: await loadConnection(trx, keyring),
      }))
      const shopDomain = shop.shop_domain
      const learnt: Learnt = shops.get(shopDomain) ?? {
        costs: new KnownCosts(),
        pageSizes: new Map(),
        renewals: new Map(),
      }
      shops.set(shopDomain, learnt)
      const { renewals } = learnt
      const client = createShopClient({
        shopDomain,
        origin,
        credentials: createShopCredentials(source, { tenantId, shopDomain, connection, renewals }),
        withheld: shop.stores_names ? [] : NAMES,
        budget: createShopBudget(db, tenantId),
        costs: learnt.costs,
        onOtherVersion: (served) =>
          log.warn({ tenantId, served }, 'Shopify serves another API version than we ask for'),
      })
      return {
        client,
        pageSizes(entity, sizes) {
          const known = learnt.pageSizes.get(entity) ?? new PageSizes(sizes)
          learnt.pageSizes.set(entity, known)
          return known
        },
      }
    },
  }
}
