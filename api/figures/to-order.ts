import type {
  FoundOrder,
  OrderAgreement,
  OrderLine,
  OrderListRow,
  OrderRefund,
} from '@tidemark/db/insights'
import type {
  OrderListEntry,
  OrderResponse,
  OrderAgreement as WireAgreement,
  OrderLine as WireLine,
} from '../schemas/index.ts'
import type { DefinedBy } from './metadata.ts'
import { segmentName } from './segment-names.ts'
import { exact } from './to-customer.ts'

/** By field of an order: what defines it. */
export const ORDER_FIELDS: DefinedBy = {
  totalSales: 'total-sales',
  units: 'units',
  'flags.unbalanced': 'unbalanced-orders',
}

/** What both of them say. */
type Listed = Omit<OrderListRow, 'sortValue' | 'cancelled' | 'deleted'>

export function toOrderListEntry(row: OrderListRow): OrderListEntry {
  return toEntry(row, { cancelled: row.cancelled, deleted: row.deleted })
}

/** @param shopDomain "x.myshopify.com": whose admin has the order */
export function toOrder(order: FoundOrder, shopDomain: string): OrderResponse['order'] {
  const money = (amount: string) => exact(amount, order.currencyCode)
  const { cancelledAt, deletedAt } = order
  return {
    ...toEntry(order, { cancelled: cancelledAt !== null, deleted: deletedAt !== null }),
    createdAt: order.createdAt.toISOString(),
    updatedAt: order.updatedAt.toISOString(),
    cancelledAt: cancelledAt?.toISOString() ?? null,
    cancelReason: order.cancelReason,
    deletedAt: deletedAt?.toISOString() ?? null,
    syncedAt: order.syncedAt.toISOString(),
    originalTotal: money(order.originalTotal),
    totalRefunded: money(order.totalRefunded),
    adminUrl: `https://admin.shopify.com/store/${shopDomain.split('.')[0]}/orders/${order.id}`,
  }
}

function toEntry(
  order: Listed,
  { cancelled, deleted }: { cancelled: boolean; deleted: boolean },
): OrderListEntry {
  const { customerId, channel, countryCode, currencyCode } = order
  return {
    id: order.id,
    name: order.name,
    processedAt: order.processedAt.toISOString(),
    day: order.day,
    customer: customerId === null ? null : { id: customerId, displayName: order.customerName },
    financialStatus: order.financialStatus,
    fulfillmentStatus: order.fulfillmentStatus,
    channel: { value: channel, name: segmentName('channel', channel) },
    country: { value: countryCode, name: segmentName('country', countryCode) },
    totalSales: exact(order.totalSales, currencyCode),
    presentmentTotal: presentment(order.presentmentTotal, order),
    currentTotal: exact(order.currentTotal, currencyCode),
    units: order.units,
    flags: {
      test: order.test,
      cancelled,
      deleted,
      edited: order.edited,
      refunded: order.refunded,
      unbalanced: order.unbalanced,
    },
  }
}

export function toAgreement(agreement: OrderAgreement, order: FoundOrder): WireAgreement {
  const money = (amount: string) => exact(amount, order.currencyCode)
  return {
    id: agreement.id,
    reason: agreement.reason,
    happenedAt: agreement.happenedAt.toISOString(),
    day: agreement.day,
    units: agreement.units,
    net: money(agreement.net),
    taxes: money(agreement.taxes),
    total: money(agreement.total),
    totalSales: money(agreement.totalSales),
    runningTotal: money(agreement.runningTotal),
    sales: agreement.sales.map((sale) => ({
      id: sale.id,
      actionType: sale.actionType,
      lineType: sale.lineType,
      title: sale.title,
      sku: sale.sku,
      productId: sale.productId,
      quantity: sale.quantity,
      gross: money(sale.gross),
      discounts: money(sale.discounts),
      net: money(sale.net),
      taxes: money(sale.taxes),
      total: money(sale.total),
      presentmentTotal: presentment(sale.presentmentTotal, order),
    })),
  }
}

export function toOrderLine(line: OrderLine, { currencyCode }: FoundOrder): WireLine {
  return { ...line, unitPrice: exact(line.unitPrice, currencyCode) }
}

export function toRefund(refund: OrderRefund): OrderResponse['refunds'][number] {
  return {
    id: refund.id,
    createdAt: refund.createdAt?.toISOString() ?? null,
    processedAt: refund.processedAt?.toISOString() ?? null,
    totalRefunded: exact(refund.totalRefunded, refund.currencyCode),
  }
}

/** Null where the customer saw the shop's own currency. */
const presentment = (
  amount: string,
  order: { currencyCode: string; presentmentCurrencyCode: string },
) =>
  order.presentmentCurrencyCode === order.currencyCode
    ? null
    : exact(amount, order.presentmentCurrencyCode)
