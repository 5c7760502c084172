/** One try to hand a delivery over. */
export interface Attempt {
  /** ISO 8601, real time. */
  at: string
  /** The HTTP status, or null where none came. */
  status: number | null
  error: string | null
  ms: number
}

/** One payload on its way to one address. */
export interface Delivery {
  /** Counts up in the order in which the deliveries arose. */
  sequence: number
  shop: string
  topic: string
  uri: string
  /** Of an API subscription; null for a topic of the app's own configuration. */
  subscriptionId: number | null
  clientId: string
  /** One for each delivery, the same for its retries and duplicates. */
  webhookId: string
  /** One for everything that one action of a merchant brought about. */
  eventId: string
  /** With nanoseconds, as the header has it. */
  triggeredAt: string
  name: string | null
  /** As it is sent, to the byte. */
  body: string
  state: 'pending' | 'delivered' | 'failed' | 'dropped'
  attempts: Attempt[]
  mischief: Mischief
}

/** What faults do to a delivery. */
export interface Mischief {
  /** Which secret signs: the one that Shopify would take, another of the app's, or none of them. */
  signature: 'right' | 'newest' | 'revoked' | 'wrong'
  /** Waits so long in the middle of the body. */
  slowMs: number
}

/** A delivery without any. */
export function noMischief(): Mischief {
  return { signature: 'right', slowMs: 0 }
}
