import { expect, test } from 'vitest'
import { segmentName } from './segment-names.ts'

test('what Shopify names by a code has a name for a person', () => {
  expect(segmentName('channel', 'web')).toBe('Online store')
  expect(segmentName('channel', '580111')).toBe('App 580111')
  expect(segmentName('channel', 'tiktok')).toBe('tiktok')
  expect(segmentName('channel', '')).toBe('No channel named')
  expect(segmentName('country', 'AT')).toBe('Austria')
  expect(segmentName('country', '')).toBe('Country not known')
  expect(segmentName('customerType', 'guest')).toBe('Guests')
  expect(segmentName('presentmentCurrency', 'KWD')).toBe('Kuwaiti Dinar')
})
