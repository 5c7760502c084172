import { expect, test } from 'vitest'
import { readApiConfig } from './config.ts'

const least = { DATABASE_APP_URL: 'postgres://tidemark_app@127.0.0.1:5433/tidemark' }

test('what is left out has a default, and the result cannot be changed', () => {
  const config = readApiConfig({ ...least, APP_URL: '', TEMPORAL_ADDRESS: '127.0.0.1:7233' })
  expect(config).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: least.DATABASE_APP_URL,
    temporal: { connection: { address: '127.0.0.1:7233' }, namespace: 'default' },
    dashboardHandler: undefined,
    appUrl: undefined,
    trustProxy: false,
  })
  expect(Object.isFrozen(config)).toBe(true)
})

test('addresses lose what does not belong to them', () => {
  const config = readApiConfig({
    ...least,
    APP_URL: 'https://tidemark.example/app/',
    TEMPORAL_UI_URL: 'http://127.0.0.1:8233/',
    TIDEMARK_TRUST_PROXY: '10.0.0.0/8, 192.168.1.1',
  })
  expect(config.appUrl).toBe('https://tidemark.example')
  expect(config.temporalUiUrl).toBe('http://127.0.0.1:8233')
  expect(config.trustProxy).toEqual(['loopback', '10.0.0.0/8', '192.168.1.1'])
})

test('what is wrong is named, without its value', () => {
  expect(() => readApiConfig({})).toThrow(/^DATABASE_APP_URL is missing or wrong/)
  expect(() => readApiConfig({ ...least, PORT: 'http' })).toThrow(/^PORT is missing or wrong/)
  const secret = 'mysql://root:secret@host/db'
  expect(() => readApiConfig({ DATABASE_APP_URL: secret })).not.toThrow(/secret/)
})
