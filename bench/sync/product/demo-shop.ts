import { type Operator, addShop, readWorkerConfig, withOperator } from '@tidemark/worker/shops'
import { syncWorkflowId } from '@tidemark/worker/contract'
import { type RunningShopify, startShopify } from '../../../dev/shopify/index.ts'
import type { Product } from './start-product.ts'

/** No schedule comes round while a bench runs. */
export const ONCE_A_MONTH = 2_678_400

/** Who looks at the shop. */
export const OWNER = { email: 'bench@example.com', password: 'only-for-the-bench' }

export interface DemoShop {
  shopify: RunningShopify
  tenantId: string
  shopDomain: string
}

/** The stand-in with one of its shops and no traffic, in this process. */
export async function startDemoShopify(
  scale: number,
  log?: (line: string) => void,
): Promise<RunningShopify> {
  return await startShopify({
    dataDir: null,
    port: 0,
    seed: 7,
    scale,
    shops: [SHOP],
    traffic: false,
    ...(log === undefined ? {} : { log }),
  })
}

/** Adds the stand-in's shop, as `npm run shop -- add` does, and waits for its first sync. */
export async function addDemoShop(product: Product, shopify: RunningShopify): Promise<DemoShop> {
  const response = await fetch(`${shopify.control}/_control/state`)
  const { shops } = (await response.json()) as { shops: { tokens: { token: string }[] }[] }
  const accessToken = shops[0]?.tokens[0]?.token ?? ''
  const added = await operate(product, shopify.origin, (operator) =>
    addShop(operator, {
      domain: SHOP,
      access: { kind: 'admin_token', accessToken },
      ...OWNER,
      syncIntervalSeconds: ONCE_A_MONTH,
      sync: true,
    }),
  )
  const { tenantId, shopDomain } = added
  await product.temporal.workflow.result(syncWorkflowId(tenantId))
  return { shopify, tenantId, shopDomain }
}

/** Something that an operator does, with the product's own connections and keys. */
export async function operate<T>(
  { environment }: Product,
  origin: string,
  work: (operator: Operator) => Promise<T>,
): Promise<T> {
  const config = readWorkerConfig({ ...environment, SHOPIFY_ORIGIN: origin })
  return await withOperator(config, work)
}

const SHOP = 'harbor-goods.myshopify.com'
