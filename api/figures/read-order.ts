import type { TenantTrx } from '@tidemark/db'
import {
  findOrder,
  orderAgreements,
  orderLines,
  orderRefunds,
  shopInfo,
} from '@tidemark/db/insights'
import { noSuchOrder } from '../problems/problems.ts'
import { OrderId, type OrderResponse } from '../schemas/index.ts'
import { toMetadata } from './metadata.ts'
import { orderBalance } from './order-balance.ts'
import { shopTerms } from './shop-terms.ts'
import { ORDER_FIELDS, toAgreement, toOrder, toOrderLine, toRefund } from './to-order.ts'

/**
 * One order with its ledger.
 * @param wanted Shopify's numeric id, as it was asked for
 */
export async function readOrder(trx: TenantTrx, wanted: string): Promise<OrderResponse> {
  if (!OrderId.safeParse(wanted).success) throw noSuchOrder()
  const orderId = BigInt(wanted).toString()
  const shop = await shopInfo(trx)
  const { timeZone, currencyCode } = shopTerms(shop)
  const order = await findOrder(trx, { id: orderId, timeZone })
  if (!order) throw noSuchOrder()
  const agreements = await orderAgreements(trx, { orderId, timeZone })
  const lines = await orderLines(trx, { orderId })
  const refunds = await orderRefunds(trx, { orderId })
  return {
    order: toOrder(order, shop.shopDomain),
    agreements: agreements.map((agreement) => toAgreement(agreement, order)),
    balance: orderBalance(order),
    lines: lines.map((line) => toOrderLine(line, order)),
    refunds: refunds.map(toRefund),
    metadata: toMetadata({ terms: { timeZone, currencyCode }, fields: FIELDS }),
  }
}

const FIELDS = {
  ...ORDER_FIELDS,
  'agreements.totalSales': 'total-sales',
  balance: 'unbalanced-orders',
} as const
