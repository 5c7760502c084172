import { nextId } from '../ids.ts'
import type { Instant, MoneyBag, Order, ShopState, Transaction } from '../model.ts'
import { share, subtract } from '../money.ts'

const gateways = {
  card: { gateway: 'shopify_payments', formattedGateway: 'Shopify Payments', manual: false },
  gift_card: { gateway: 'gift_card', formattedGateway: 'Gift card', manual: false },
  manual: { gateway: 'Bank Deposit', formattedGateway: 'Bank Deposit', manual: true },
} as const

/** Writes a payment step into an order. */
export function addTransaction(
  state: ShopState,
  order: Order,
  at: Instant,
  step: Pick<Transaction, 'kind' | 'amount'> & {
    status?: Transaction['status']
    gateway?: keyof typeof gateways
    parentId?: number | null
  },
): Transaction {
  const way = gateways[step.gateway ?? 'card']
  const id = nextId(state.counters, 'Transaction')
  const status = step.status ?? 'SUCCESS'
  const transaction: Transaction = {
    id,
    kind: step.kind,
    status,
    gateway: way.gateway,
    formattedGateway: way.formattedGateway,
    manualPaymentGateway: way.manual,
    amount: step.amount,
    parentId: step.parentId ?? null,
    createdAt: at,
    processedAt: at,
    test: order.test,
    paymentId: `c${order.id}.${order.transactions.length + 1}`,
    authorizationCode: step.kind === 'AUTHORIZATION' ? `A${id % 1_000_000}` : null,
    errorCode: status === 'FAILURE' ? 'CARD_DECLINED' : null,
  }
  order.transactions.push(transaction)
  if (!order.paymentGatewayNames.includes(way.gateway)) order.paymentGatewayNames.push(way.gateway)
  return transaction
}

/** Pays an amount by card, a share of it by gift card first. */
export function pay(
  state: ShopState,
  order: Order,
  at: Instant,
  amount: MoneyBag,
  giftCardTender: number | null = null,
): void {
  if (amount.shop <= 0) return
  const byGiftCard = giftCardTender === null ? null : share(amount, giftCardTender, 10_000)
  if (byGiftCard !== null && byGiftCard.shop > 0) {
    addTransaction(state, order, at, { kind: 'SALE', amount: byGiftCard, gateway: 'gift_card' })
  }
  const rest = byGiftCard === null ? amount : subtract(amount, byGiftCard)
  if (rest.shop > 0) addTransaction(state, order, at, { kind: 'SALE', amount: rest })
}

/** Takes the money of an authorization, or of a payment that was pending. */
export function capture(state: ShopState, order: Order, at: Instant): boolean {
  const open = openAuthorization(order)
  if (open !== null) {
    addTransaction(state, order, at, { kind: 'CAPTURE', amount: open.amount, parentId: open.id })
    return true
  }
  const pending = order.transactions.find((transaction) => transaction.status === 'PENDING')
  const outstanding = order.totals.totalOutstanding
  if (outstanding.shop <= 0) return false
  if (pending === undefined) pay(state, order, at, outstanding)
  else {
    pending.status = 'SUCCESS'
    pending.processedAt = at
    pending.amount = outstanding
  }
  return true
}

export function openAuthorization(order: Order): Transaction | null {
  const settled = new Set(order.transactions.map((transaction) => transaction.parentId))
  const open = order.transactions.find(
    (item) => item.kind === 'AUTHORIZATION' && item.status === 'SUCCESS' && !settled.has(item.id),
  )
  return open ?? null
}

/** Gives money back, never more than was kept; answers the transaction's id if there was any. */
export function giveBack(
  state: ShopState,
  order: Order,
  at: Instant,
  amount: MoneyBag,
): Transaction | null {
  const kept = order.totals.netPayment
  const given = amount.shop > kept.shop ? kept : amount
  if (given.shop <= 0) return null
  const paid = order.transactions.find(
    (item) => (item.kind === 'SALE' || item.kind === 'CAPTURE') && item.status === 'SUCCESS',
  )
  return addTransaction(state, order, at, {
    kind: 'REFUND',
    amount: given,
    parentId: paid?.id ?? null,
  })
}

/** The order's financial status, as its transactions make it. */
export function financialStatus(order: Order): Order['financialStatus'] {
  const { totalReceived, totalRefunded, totalOutstanding, originalTotalPrice } = order.totals
  if (totalReceived.shop === 0) {
    if (openAuthorization(order) !== null) return 'AUTHORIZED'
    if (order.transactions.some((transaction) => transaction.kind === 'VOID')) return 'VOIDED'
    return originalTotalPrice.shop === 0 ? 'PAID' : 'PENDING'
  }
  if (totalRefunded.shop >= totalReceived.shop) return 'REFUNDED'
  if (totalRefunded.shop > 0) return 'PARTIALLY_REFUNDED'
  return totalOutstanding.shop > 0 ? 'PARTIALLY_PAID' : 'PAID'
}
