import { expect, it } from 'vitest'
import { readWorkerConfig } from './config.ts'

const env = {
  DATABASE_APP_URL: 'postgres://tidemark_app:pw@127.0.0.1:5433/tidemark',
  TEMPORAL_ADDRESS: '127.0.0.1:7234',
  TIDEMARK_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
}

it('asks the real Shopify where nothing else is said', () => {
  expect(readWorkerConfig(env)).toMatchObject({
    shopifyOrigin: 'https://{shop}',
    temporal: { namespace: 'default', connection: { address: '127.0.0.1:7234' } },
  })
})

it('names the variable that is missing, and repeats no value', () => {
  expect(() => readWorkerConfig({ ...env, DATABASE_APP_URL: '' })).toThrow(/^DATABASE_APP_URL/)
  expect(() => readWorkerConfig({ ...env, DATABASE_APP_URL: 'secret' })).toThrow(/^(?!.*secret)/)
  expect(() => readWorkerConfig({ ...env, TIDEMARK_KEYS: undefined })).toThrow(/^TIDEMARK_KEYS/)
})

it('refuses to send tokens in clear in production', () => {
  const standIn = { ...env, SHOPIFY_ORIGIN: 'http://127.0.0.1:9400/{shop}' }
  expect(readWorkerConfig(standIn).shopifyOrigin).toBe(standIn.SHOPIFY_ORIGIN)
  expect(() => readWorkerConfig({ ...standIn, NODE_ENV: 'production' })).toThrow(/^SHOPIFY_ORIGIN/)
  expect(() => readWorkerConfig({ ...env, SHOPIFY_ORIGIN: 'ftp://x' })).toThrow(/^SHOPIFY_ORIGIN/)
})
