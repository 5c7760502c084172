import type { TypeResolvers } from '../resolver.ts'
import { mailingAddress, shopAddress } from './address.ts'
import { agreement, sale, saleTax } from './agreement.ts'
import { app, appInstallation } from './app.ts'
import { bulkOperation } from './bulk-operation.ts'
import { customer, customerEmailAddress, customerPhoneNumber } from './customer.ts'
import { basicEvent } from './event.ts'
import { fulfillment, fulfillmentLineItem } from './fulfillment.ts'
import { lineItem } from './line-item.ts'
import { additionalFee, discountAllocation, discountApplication, duty, taxLine } from './money.ts'
import { mutation } from './mutation.ts'
import { order } from './order.ts'
import { product, productOption, productOptionValue } from './product.ts'
import { queryRoot } from './query-root.ts'
import {
  orderAdjustment,
  refund,
  refundDuty,
  refundLineItem,
  refundShippingLine,
} from './refund.ts'
import { returnFee, returnLineItem, returnType } from './return.ts'
import { shippingLine } from './shipping-line.ts'
import { domainType, shop, shopFeatures } from './shop.ts'
import { orderTransaction } from './transaction.ts'
import { webhookSubscription } from './webhook-subscription.ts'
import { inventoryItem, inventoryItemMeasurement, productVariant } from './variant.ts'

/** Every type that the stand-in models. */
export const modelledTypes: ReadonlyMap<string, TypeResolvers> = new Map([
  ['AdditionalFee', additionalFee('AdditionalFee')],
  ['AdditionalFeeSale', sale],
  ['AdjustmentSale', sale],
  ['App', app],
  ['AppInstallation', appInstallation],
  ['AutomaticDiscountApplication', discountApplication],
  ['BasicEvent', basicEvent],
  ['BulkOperation', bulkOperation],
  ['Customer', customer],
  ['CustomerEmailAddress', customerEmailAddress],
  ['CustomerPhoneNumber', customerPhoneNumber],
  ['DiscountAllocation', discountAllocation],
  ['DiscountCodeApplication', discountApplication],
  ['Domain', domainType],
  ['Duty', duty],
  ['DutySale', sale],
  ['FeeSale', sale],
  ['Fulfillment', fulfillment],
  ['FulfillmentLineItem', fulfillmentLineItem],
  ['GiftCardSale', sale],
  ['InventoryItem', inventoryItem],
  ['InventoryItemMeasurement', inventoryItemMeasurement],
  ['LineItem', lineItem],
  ['MailingAddress', mailingAddress],
  ['ManualDiscountApplication', discountApplication],
  ['Mutation', mutation],
  ['Order', order],
  ['OrderAdjustment', orderAdjustment],
  ['OrderAgreement', agreement],
  ['OrderEditAgreement', agreement],
  ['OrderTransaction', orderTransaction],
  ['Product', product],
  ['ProductOption', productOption],
  ['ProductOptionValue', productOptionValue],
  ['ProductSale', sale],
  ['ProductVariant', productVariant],
  ['QueryRoot', queryRoot],
  ['Refund', refund],
  ['RefundAgreement', agreement],
  ['RefundDuty', refundDuty],
  ['RefundLineItem', refundLineItem],
  ['RefundShippingLine', refundShippingLine],
  ['RestockingFee', returnFee('RestockingFee')],
  ['Return', returnType],
  ['ReturnAgreement', agreement],
  ['ReturnLineItem', returnLineItem],
  ['ReturnShippingFee', returnFee('ReturnShippingFee')],
  ['SaleAdditionalFee', additionalFee('SaleAdditionalFee')],
  ['SaleTax', saleTax],
  ['ShippingLine', shippingLine],
  ['ShippingLineSale', sale],
  ['Shop', shop],
  ['ShopAddress', shopAddress],
  ['ShopFeatures', shopFeatures],
  ['TaxLine', taxLine],
  ['TipSale', sale],
  ['UnknownSale', sale],
  ['WebhookSubscription', webhookSubscription],
])
