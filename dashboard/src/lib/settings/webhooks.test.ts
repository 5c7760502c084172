import { expect, test } from 'vitest'
import { describeTopics, describeWebhooks } from './webhooks.ts'

const checkedAt = '2026-03-01T06:00:00.000Z'
const address = 'https://tidemark.example/api/shopify/webhooks'
const webhooks = (subscriptions: Parameters<typeof describeWebhooks>[0]['subscriptions']) =>
  describeWebhooks({ subscriptions, lastReceivedAt: null, pending: 0 })

test('webhooks that all come are well, and anything less says what happens instead', () => {
  const topics = ['ORDERS_CREATE']
  expect(webhooks({ checkedAt, address, topics, fault: null })).toMatchObject({ well: true })
  expect(webhooks(null).sentence).toMatch(/next sync asks .* on schedule/)
  expect(webhooks({ checkedAt, address: null, topics: [], fault: 'No address.' })).toEqual({
    well: false,
    title: 'Not received',
    sentence: 'No address. Changes are found by the syncs on schedule.',
  })
  expect(webhooks({ checkedAt, address, topics, fault: 'One was refused.' })).toMatchObject({
    well: false,
    title: 'Received in part',
  })
})

test('topics are told by what they are about', () => {
  expect(describeTopics(['ORDERS_CREATE', 'SHOP_UPDATE', 'ORDERS_UPDATED'])).toEqual([
    { about: 'Orders', changes: 'create, updated' },
    { about: 'Shop', changes: 'update' },
  ])
})
