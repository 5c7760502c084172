import type { WebhooksResponse } from '@tidemark/api/contract'

/** How webhooks stand, in words. */
export interface WebhookState {
  well: boolean
  title: string
  sentence: string
}

const meanwhile = 'Until then changes are found by the syncs on schedule.'

export function describeWebhooks({ subscriptions }: WebhooksResponse): WebhookState {
  if (subscriptions === null) {
    return {
      well: false,
      title: 'Not asked for yet',
      sentence: `The next sync asks Shopify to tell of changes. ${meanwhile}`,
    }
  }
  if (subscriptions.address === null) {
    return {
      well: false,
      title: 'Not received',
      sentence: `${subscriptions.fault ?? 'Shopify cannot reach this server.'} Changes are found by the syncs on schedule.`,
    }
  }
  if (subscriptions.fault !== null) {
    return {
      well: false,
      title: 'Received in part',
      sentence: `${subscriptions.fault} What is not told of is found by the syncs on schedule.`,
    }
  }
  return {
    well: true,
    title: 'Received',
    sentence: 'Shopify tells of each change as it happens, and it is read within moments.',
  }
}

/** ORDERS_CREATE, ORDERS_UPDATED → "Orders: create, updated". */
export function describeTopics(topics: readonly string[]): { about: string; changes: string }[] {
  const found = new Map<string, string[]>()
  for (const topic of topics) {
    const [about = '', ...change] = topic.toLowerCase().split('_')
    found.set(about, [...(found.get(about) ?? []), change.join(' ')])
  }
  return [...found].map(([about, changes]) => ({
    about: `${about.charAt(0).toUpperCase()}${about.slice(1)}`,
    changes: changes.join(', '),
  }))
}
