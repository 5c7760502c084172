import { expect, test } from 'vitest'
import { readShopifyConfig } from './config.ts'

test('the configuration has defaults, and arguments win over variables', () => {
  expect(readShopifyConfig({}, [])).toEqual({
    dataDir: null,
    port: 9400,
    seed: 1,
    scale: 1,
    traffic: true,
    log: false,
  })
  const env = {
    TIDEMARK_SHOPIFY_DATA: '/data',
    TIDEMARK_SHOPIFY_PORT: '0',
    TIDEMARK_SHOPIFY_LOG: 'on',
    TIDEMARK_SHOPIFY_CALENDAR: '2026-11-22T12:00:00Z',
  }
  const config = readShopifyConfig(env, ['--port', '9500', '--no-traffic', '--scale', '0.05'])
  expect(config).toMatchObject({
    dataDir: '/data',
    port: 9500,
    scale: 0.05,
    traffic: false,
    log: true,
    calendar: new Date('2026-11-22T12:00:00Z'),
  })
})

test('a wrong number or date is named', () => {
  expect(() => readShopifyConfig({ TIDEMARK_SHOPIFY_CALENDAR: 'soon' }, [])).toThrow(
    'TIDEMARK_SHOPIFY_CALENDAR must be a date such as 2026-11-22T12:00:00Z, not "soon"',
  )
  expect(() => readShopifyConfig({ TIDEMARK_SHOPIFY_PORT: 'x' }, [])).toThrow(
    'TIDEMARK_SHOPIFY_PORT must be a number from 0 to 65535, not "x"',
  )
})
