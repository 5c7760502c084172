import {
  type OrderInput,
  type OrderLineInput,
  type RefundInput,
  type SaleInput,
  type SaleReason,
  sumMoney,
} from '@tidemark/db/ingest'
import { toNumericId } from './gid.ts'
import type {
  AgreementReason,
  CompleteOrder,
  LineNode,
  RefundNode,
  SaleNode,
} from './order-node.ts'

/** Shopify's order → what the database takes. The ids of an order's parts are unique by kind. */
export function toOrder({ node, lines, agreements }: CompleteOrder): OrderInput {
  return {
    id: toNumericId(node.id),
    name: node.name,
    customerId: node.customer ? toNumericId(node.customer.id) : null,
    processedAt: node.processedAt,
    createdAt: node.createdAt,
    updatedAt: node.updatedAt,
    cancelledAt: node.cancelledAt ?? null,
    cancelReason: node.cancelReason ?? null,
    test: node.test,
    currencyCode: node.currencyCode,
    presentmentCurrencyCode: node.presentmentCurrencyCode,
    financialStatus: node.displayFinancialStatus ?? null,
    fulfillmentStatus: node.displayFulfillmentStatus ?? null,
    sourceName: node.sourceName ?? null,
    countryCode: node.displayAddress?.countryCodeV2 ?? null,
    originalTotal: node.originalTotalPriceSet.shopMoney.amount,
    currentTotal: node.currentTotalPriceSet.shopMoney.amount,
    totalRefunded: node.totalRefundedSet.shopMoney.amount,
    cashRounding: sumMoney([
      node.totalCashRoundingAdjustment?.paymentSet.shopMoney.amount ?? '0',
      node.totalCashRoundingAdjustment?.refundSet.shopMoney.amount ?? '0',
    ]),
    refundDiscrepancy: node.refundDiscrepancySet?.shopMoney.amount ?? '0',
    lines: lines.map(toLine),
    sales: agreements.flatMap((agreement) =>
      agreement.sales.map((sale) => toSale(sale, agreement)),
    ),
    refunds: (node.refunds ?? []).map(toRefund),
  }
}

function toLine(node: LineNode): OrderLineInput {
  return {
    id: toNumericId(node.id),
    productId: node.product ? toNumericId(node.product.id) : null,
    variantId: node.variant ? toNumericId(node.variant.id) : null,
    title: node.title,
    sku: node.sku ?? null,
    quantity: node.quantity,
    currentQuantity: node.currentQuantity,
    isGiftCard: node.isGiftCard,
    unitPrice: node.originalUnitPriceSet.shopMoney.amount,
  }
}

function toSale(node: SaleNode, agreement: CompleteOrder['agreements'][number]): SaleInput {
  return {
    id: toNumericId(node.id),
    agreementId: toNumericId(agreement.id),
    reason: toReason(agreement.reason),
    happenedAt: agreement.happenedAt,
    actionType: node.actionType,
    lineType: node.lineType,
    quantity: node.quantity ?? null,
    totalAmount: node.totalAmount.shopMoney.amount,
    discountBeforeTax: node.totalDiscountAmountBeforeTaxes.shopMoney.amount,
    discountAfterTax: node.totalDiscountAmountAfterTaxes.shopMoney.amount,
    taxAmount: node.totalTaxAmount.shopMoney.amount,
    currencyCode: node.totalAmount.shopMoney.currencyCode,
    presentmentTotal: node.totalAmount.presentmentMoney.amount,
    presentmentCurrencyCode: node.totalAmount.presentmentMoney.currencyCode,
    lineItemId: node.lineItem ? toNumericId(node.lineItem.id) : null,
  }
}

/** A reason that Shopify does not name is a later change: it keeps its own time, as an edit does. */
export function toReason(reason: AgreementReason): SaleReason {
  return reason === 'UNKNOWN' ? 'ORDER_EDIT' : reason
}

export function toRefund(node: RefundNode): RefundInput {
  return {
    id: toNumericId(node.id),
    createdAt: node.createdAt ?? null,
    processedAt: node.processedAt ?? null,
    updatedAt: node.updatedAt ?? null,
    totalRefunded: node.totalRefundedSet.shopMoney.amount,
    currencyCode: node.totalRefundedSet.shopMoney.currencyCode,
  }
}
