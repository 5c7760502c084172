import { dataAccessOf } from '../app/data-access.ts'
import type { PartnerStore } from '../app/partner-store.ts'
import type { Instant, ShopState } from '../world/model.ts'
import { checkUri } from './check-uri.ts'
import type { Outbox } from './outbox.ts'
import type { Subscription } from './subscription.ts'
import { TOPICS } from './topics.ts'

/** Ids look like Shopify's. */
const FIRST_ID = 1_412_000_000_000

/** What Shopify says in `userErrors`. */
export interface SubscriptionError {
  field: string[]
  message: string
}

/** What can be said of a subscription. */
export interface SubscriptionInput {
  uri: string
  includeFields: string[]
  name: string | null
}

/** Who asks: an app in a shop, at a moment. */
export interface Subscriber {
  state: ShopState
  clientId: string
  now: Instant
}

/** Shopify names the address by its old field, whichever was given. */
const ADDRESS = ['webhookSubscription', 'callbackUrl']

/** The subscriptions that apps make through the Admin API. */
export class Subscriptions {
  readonly #store: PartnerStore
  readonly #outbox: Outbox

  constructor(store: PartnerStore, outbox: Outbox) {
    this.#store = store
    this.#outbox = outbox
  }

  /** Those of one app in one shop, oldest first. */
  list({ state, clientId }: Omit<Subscriber, 'now'>): Subscription[] {
    const all = this.#store.partners.subscriptions[state.shop.domain] ?? []
    return all.filter((subscription) => subscription.clientId === clientId)
  }

  find(subscriber: Omit<Subscriber, 'now'>, id: number): Subscription | null {
    return this.list(subscriber).find((subscription) => subscription.id === id) ?? null
  }

  create(
    subscriber: Subscriber,
    topic: string,
    input: SubscriptionInput,
  ): Subscription | SubscriptionError {
    const error = this.#check(subscriber, topic, input, null)
    if (error !== null) return error
    const { partners } = this.#store
    const { state, clientId, now } = subscriber
    partners.issued += 1
    const subscription: Subscription = {
      id: FIRST_ID + partners.issued * 32,
      clientId,
      topic,
      ...input,
      createdAt: now,
      updatedAt: now,
    }
    const { domain } = state.shop
    partners.subscriptions[domain] = [...(partners.subscriptions[domain] ?? []), subscription]
    this.#store.save()
    this.#outbox.follow(state)
    return subscription
  }

  update(
    subscriber: Subscriber,
    subscription: Subscription,
    input: SubscriptionInput,
  ): SubscriptionError | null {
    const error = this.#check(subscriber, subscription.topic, input, subscription)
    if (error !== null) return error
    Object.assign(subscription, input, { updatedAt: subscriber.now })
    this.#store.save()
    return null
  }

  delete({ state }: Omit<Subscriber, 'now'>, subscription: Subscription): void {
    const { subscriptions } = this.#store.partners
    const own = subscriptions[state.shop.domain] ?? []
    subscriptions[state.shop.domain] = own.filter((other) => other !== subscription)
    this.#store.save()
  }

  #check(
    subscriber: Subscriber,
    topic: string,
    input: SubscriptionInput,
    self: Subscription | null,
  ): SubscriptionError | null {
    const { domain } = subscriber.state.shop
    const access = dataAccessOf(this.#store.partners, domain, subscriber.clientId)
    if (TOPICS[topic]?.isProtected === true && access === 'none') {
      const message =
        'This app is not approved to subscribe to webhook topics containing protected customer data. ' +
        'See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.'
      return { field: ['webhookSubscription'], message }
    }
    const complaint = checkUri(input.uri)
    if (complaint !== null) return { field: ADDRESS, message: complaint }
    const isTaken = this.list(subscriber).some(
      (other) => other !== self && other.topic === topic && other.uri === input.uri,
    )
    return isTaken
      ? { field: ADDRESS, message: 'Address for this topic has already been taken' }
      : null
  }
}
