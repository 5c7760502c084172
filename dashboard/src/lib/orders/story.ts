import type { OrderAgreement, OrderResponse } from '@tidemark/api/contract'

type Refund = OrderResponse['refunds'][number]

/** One thing that happened to an order. Several that Shopify gave one time are one. */
export interface StoryEvent {
  /** When, as an ISO instant. */
  at: string
  /** What it did to the ledger; null: nothing. */
  agreement: OrderAgreement | null
  /** Money given back then. */
  refunds: Refund[]
  /** The order was cancelled then, for Shopify's reason where it names one. */
  cancels: { reason: string | null } | null
  /** It was deleted at Shopify then. */
  deletes: boolean
}

type Told = Pick<OrderResponse, 'agreements' | 'refunds'> & {
  order: Pick<OrderResponse['order'], 'processedAt' | 'cancelledAt' | 'cancelReason' | 'deletedAt'>
}

/** An order's life, the oldest first: its ledger, with what happened beside it. */
export function toStory({ order, agreements, refunds }: Told): StoryEvent[] {
  const events: StoryEvent[] = agreements.map((agreement) => ({
    ...nothing,
    // Imported orders are recorded later than they were placed.
    at: agreement.reason === 'ORDER' ? order.processedAt : agreement.happenedAt,
    agreement,
  }))
  for (const refund of refunds) {
    const at = refund.createdAt ?? refund.processedAt
    const moment = events.find((event) => event.at === at && takesBack(event.agreement))
    if (moment) moment.refunds = [...moment.refunds, refund]
    else if (at !== null) events.push({ ...nothing, at, refunds: [refund] })
  }
  const { cancelledAt, cancelReason, deletedAt } = order
  if (cancelledAt !== null) {
    const moment = events.find(({ at, agreement }) => at === cancelledAt && takesBack(agreement))
    const cancels = { reason: cancelReason }
    if (moment) moment.cancels = cancels
    else events.push({ ...nothing, at: cancelledAt, cancels })
  }
  if (deletedAt !== null) events.push({ ...nothing, at: deletedAt, deletes: true })
  // Stable: agreements of one time stay in their order.
  return events.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
}

const nothing = { agreement: null, refunds: [], cancels: null, deletes: false }

const takesBack = (agreement: OrderAgreement | null): boolean =>
  agreement !== null && agreement.reason !== 'ORDER'

/** Pieces of products and gift cards that an agreement added and took away, both at least 0. */
export function countPieces({ sales }: Pick<OrderAgreement, 'sales'>): {
  added: number
  taken: number
  repriced: boolean
} {
  const goods = sales.filter(({ lineType }) => lineType === 'PRODUCT' || lineType === 'GIFT_CARD')
  const quantities = goods.map(({ quantity }) => quantity ?? 0)
  const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)
  return {
    added: sum(quantities.filter((quantity) => quantity > 0)),
    taken: -sum(quantities.filter((quantity) => quantity < 0)),
    repriced: goods.some(({ actionType }) => actionType === 'UPDATE'),
  }
}
