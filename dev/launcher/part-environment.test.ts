import { expect, test } from 'vitest'
import { readLauncherConfig } from '../config.ts'
import { toPartEnvironment } from './part-environment.ts'

const wiring = {
  databaseAppUrl: 'postgres://tidemark_app:app@127.0.0.1:1/tidemark',
  temporal: { address: '127.0.0.1:2', namespace: 'default', uiUrl: 'http://127.0.0.1:3' },
  shopifyOrigin: 'http://127.0.0.1:4/{shop}',
  shopifyApp: undefined,
  keysFile: '/data/keys',
}

test('no part gets the privileged connection', () => {
  const env = toPartEnvironment(
    readLauncherConfig({ DATABASE_URL: 'postgres://me:secret@host/db', LANG: 'C' }, []),
    wiring,
  )
  expect(env).toMatchObject({ DATABASE_APP_URL: wiring.databaseAppUrl, LANG: 'C' })
  expect(JSON.stringify(env)).not.toContain('secret')
})

test("the dev server's clients do not get the credentials of the user's own Temporal", () => {
  const set = { TEMPORAL_API_KEY: 'key', TEMPORAL_TLS: 'true' }
  const env = toPartEnvironment(readLauncherConfig(set, []), wiring)
  expect(env).toMatchObject({ TEMPORAL_ADDRESS: '127.0.0.1:2' })
  expect(env).not.toHaveProperty('TEMPORAL_API_KEY')

  const own = readLauncherConfig({ ...set, TEMPORAL_ADDRESS: 'cloud:7233' }, [])
  expect(toPartEnvironment(own, wiring)).toMatchObject({ TEMPORAL_API_KEY: 'key' })
})

test("the stand-in's app takes the place of the user's own, and without a stand-in that one stays", () => {
  const own = {
    SHOPIFY_CLIENT_ID: 'own',
    SHOPIFY_CLIENT_SECRET: 'mine',
    APP_URL: 'https://own.example',
  }
  const shopifyApp = { clientId: 'demo', clientSecret: 'a,b', appUrl: 'http://127.0.0.1:3000' }
  const config = readLauncherConfig(own, [])
  expect(toPartEnvironment(config, { ...wiring, shopifyApp })).toMatchObject({
    SHOPIFY_CLIENT_ID: 'demo',
    SHOPIFY_CLIENT_SECRET: 'a,b',
    APP_URL: 'http://127.0.0.1:3000',
  })
  expect(toPartEnvironment(config, wiring)).toMatchObject(own)
})
