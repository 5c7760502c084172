import { toGlobalId } from '../global-id.ts'
import { typeResolvers } from '../resolver.ts'
import { emptyList, nothing } from './absent.ts'
import { moneyScalar, moneySet, moneyV2 } from './money-set.ts'
import type { TransactionSource } from './order-parts.ts'

/** True for an authorization of which something can still be captured. */
export function isCapturable({ order, transaction }: TransactionSource): boolean {
  const { kind, status } = transaction
  return (
    kind === 'AUTHORIZATION' && status === 'SUCCESS' && order.totals.totalCapturable.presentment > 0
  )
}

/** `OrderTransaction`. */
export const orderTransaction = typeResolvers<TransactionSource>({
  id: ({ transaction }) => toGlobalId('OrderTransaction', transaction.id),
  kind: ({ transaction }) => transaction.kind,
  status: ({ transaction }) => transaction.status,
  gateway: ({ transaction }) => transaction.gateway,
  formattedGateway: ({ transaction }) => transaction.formattedGateway,
  manualPaymentGateway: ({ transaction }) => transaction.manualPaymentGateway,
  createdAt: ({ transaction }) => transaction.createdAt,
  processedAt: ({ transaction }) => transaction.processedAt,
  test: ({ transaction }) => transaction.test,
  paymentId: ({ transaction }) => transaction.paymentId,
  authorizationCode: ({ transaction }) => transaction.authorizationCode,
  errorCode: ({ transaction }) => transaction.errorCode,
  amount: moneyScalar(({ transaction }) => transaction.amount),
  amountV2: moneyV2(({ transaction }) => transaction.amount),
  amountSet: moneySet(({ transaction }) => transaction.amount),
  order: ({ order }) => order,
  parentTransaction: ({ order, transaction }) => {
    const parent = order.transactions.find(({ id }) => id === transaction.parentId)
    return parent ? { order, transaction: parent } : null
  },
  manuallyCapturable: isCapturable,
  multiCapturable: () => false,
  totalUnsettledSet: moneySet((source) =>
    isCapturable(source) ? source.order.totals.totalCapturable : null,
  ),
  fees: emptyList,
  accountNumber: nothing,
  amountRoundingSet: nothing,
  currencyExchangeAdjustment: nothing,
  device: nothing,
  location: nothing,
  maximumRefundableV2: nothing,
  receiptJson: nothing,
  settlementCurrency: nothing,
  settlementCurrencyRate: nothing,
})
