import type { Instant } from '../world/model.ts'

/** One topic sent to one address, asked for through the Admin API. */
export interface Subscription {
  id: number
  /** The app that made it, which alone sees it. */
  clientId: string
  /** Its name in `WebhookSubscriptionTopic`. */
  topic: string
  uri: string
  /** Top-level fields of the payload; all when empty. */
  includeFields: string[]
  name: string | null
  createdAt: Instant
  updatedAt: Instant
}
