import { randomUUID } from 'node:crypto'
import { COMPLIANCE_TOPICS } from '../app/compliance-topics.ts'
import { dataAccessOf } from '../app/data-access.ts'
import type { PartnerStore } from '../app/partner-store.ts'
import { signingSecret } from '../app/sign.ts'
import { holdsScope } from '../graphql/access.ts'
import { followShop } from '../world/journal.ts'
import { mixSeeds } from '../world/random.ts'
import type { Instant, ShopState, World } from '../world/model.ts'
import { Deliveries } from './deliveries.ts'
import { noMischief } from './delivery.ts'
import type { Delivery } from './delivery.ts'
import type { Payload } from './payloads/render.ts'
import type { Subscription } from './subscription.ts'
import { toEvents } from './to-events.ts'
import type { WebhookEvent } from './to-events.ts'
import { TOPICS } from './topics.ts'

/** What faults do to a delivery before it is sent. */
export interface Interference {
  dropped: boolean
  copies: number
  delayMs: number
  signature: Delivery['mischief']['signature']
  slowMs: number
}

/** What the outbox works with. */
export interface OutboxOptions {
  world: World
  store: PartnerStore
  /** The faults that meet a topic of a shop, given a number that differs for each delivery. */
  interfere: (shop: string, topic: string, sequence: number) => Interference
}

/** Where a payload goes. */
interface Target {
  clientId: string
  uri: string
  subscription: Subscription | null
}

/** Turns what happens in the shops into webhooks for who subscribed, and sees to their delivery. */
export class Outbox {
  readonly deliveries: Deliveries
  readonly #options: OutboxOptions
  #sequence = 0

  constructor(options: OutboxOptions) {
    this.#options = options
    this.deliveries = new Deliveries({
      secretFor: (delivery) => this.#secretFor(delivery),
      onGivenUp: (delivery) => this.#removeSubscription(delivery),
    })
    this.followWhereHeard()
  }

  /** Tells of everything that happens, from now on, in the shops of which somebody hears. */
  followWhereHeard(): void {
    const { world, store } = this.#options
    const { app, subscriptions } = store.partners
    const compliance: readonly string[] = COMPLIANCE_TOPICS
    const hearsAll = app.webhooks.topics.some((topic) => !compliance.includes(topic))
    for (const state of world.shops.values()) {
      const own = subscriptions[state.shop.domain] ?? []
      if (hearsAll || own.length > 0) this.follow(state)
    }
  }

  /** Tells of everything that happens in a shop from now on. */
  follow(state: ShopState): void {
    followShop(state, (_, change) => this.emit(state, toEvents(state, change), change.at))
  }

  /** Sends events of one action to all who subscribed to their topics. */
  emit(state: ShopState, events: readonly WebhookEvent[], at: Instant): void {
    const eventId = randomUUID()
    for (const event of events) {
      const targets = this.#targetsOf(state, event.topic)
      if (targets.length === 0) continue
      for (const target of targets) {
        const { partners } = this.#options.store
        const access = dataAccessOf(partners, state.shop.domain, target.clientId)
        const payload = event.render({ state, access })
        this.#send(state, event.topic, target, payload, at, eventId)
      }
    }
  }

  #targetsOf({ shop }: ShopState, topic: string): Target[] {
    const { app, subscriptions, installations } = this.#options.store.partners
    const mayRead = ({ clientId, topic: name }: Subscription) => {
      const scope = TOPICS[name]?.scope ?? null
      const granted =
        clientId === app.clientId ? installations[shop.domain]?.scopes : shop.appScopes
      return scope === null || holdsScope(granted ?? [], scope)
    }
    const targets: Target[] = (subscriptions[shop.domain] ?? [])
      .filter((subscription) => TOPICS[subscription.topic]?.name === topic && mayRead(subscription))
      .map((subscription) => {
        const { clientId, uri } = subscription
        return { clientId, uri, subscription }
      })
    const { uri, topics } = app.webhooks
    // Only shop/redact reaches an app that is not installed any more.
    const isInstalled = installations[shop.domain] !== undefined || topic === 'shop/redact'
    if (uri !== null && isInstalled && topics.includes(topic)) {
      targets.push({ clientId: app.clientId, uri, subscription: null })
    }
    return targets
  }

  #send(
    { shop }: ShopState,
    topic: string,
    { clientId, uri, subscription }: Target,
    payload: Payload,
    at: Instant,
    eventId: string,
  ): void {
    const sequence = ++this.#sequence
    const { domain } = shop
    const { dropped, copies, delayMs, signature, slowMs } = this.#options.interfere(
      domain,
      topic,
      sequence,
    )
    const delivery: Delivery = {
      sequence,
      shop: domain,
      topic,
      uri,
      subscriptionId: subscription?.id ?? null,
      clientId,
      webhookId: randomUUID(),
      eventId,
      triggeredAt: toNanoseconds(at, sequence),
      name: subscription?.name ?? null,
      body: JSON.stringify(pick(payload, subscription?.includeFields ?? [])),
      state: dropped ? 'dropped' : 'pending',
      attempts: [],
      mischief: { ...noMischief(), signature, slowMs },
    }
    this.deliveries.add(delivery, delayMs, copies)
  }

  #secretFor({ shop, clientId, mischief }: Delivery): string {
    const { world, store } = this.#options
    const { app } = store.partners
    if (mischief.signature === 'wrong') return 'nobody gave this secret out'
    if (clientId !== app.clientId) return world.shops.get(shop)?.shop.clientSecret ?? ''
    if (mischief.signature === 'newest') return app.clientSecrets.at(-1) ?? ''
    if (mischief.signature === 'revoked') return app.revokedSecrets.at(-1) ?? 'never given out'
    return signingSecret(app)
  }

  /** After the last retry Shopify removes what an API call had subscribed. */
  #removeSubscription({ shop, subscriptionId }: Delivery): void {
    const { store } = this.#options
    const own = store.partners.subscriptions[shop]
    if (own === undefined || subscriptionId === null) return
    store.partners.subscriptions[shop] = own.filter(({ id }) => id !== subscriptionId)
    store.save()
  }
}

/** Whole seconds are all that the world has; the rest tells deliveries of one second apart. */
function toNanoseconds(at: Instant, sequence: number): string {
  const fraction = String(sequence % 1_000_000_000).padStart(9, '0')
  return `${new Date(at).toISOString().slice(0, 19)}.${fraction}Z`
}

function pick(payload: Payload, fields: readonly string[]): Payload {
  if (fields.length === 0) return payload
  return Object.fromEntries(Object.entries(payload).filter(([name]) => fields.includes(name)))
}

/** A pause below `most` that follows from the seed and the delivery. */
export function drawPause(seed: number, sequence: number, most: number): number {
  return mixSeeds(seed, sequence) % Math.max(1, Math.floor(most))
}
