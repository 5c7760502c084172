import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readDataDir, readLauncherConfig } from './config.ts'

const root = resolve(import.meta.dirname, '..')

test('with nothing set every part is ours, on its usual port', () => {
  expect(readLauncherConfig({}, [])).toMatchObject({
    dataDir: resolve(root, '.tidemark'),
    ports: { web: 3000, postgres: 54_329, temporal: 7233, temporalUi: 8233, shopify: 9400 },
    demo: true,
    databaseUrl: undefined,
    temporal: undefined,
    shopifyOrigin: undefined,
    keys: undefined,
    keysFile: undefined,
  })
})

test('DATABASE_URL, TEMPORAL_ADDRESS and SHOPIFY_ORIGIN replace the embedded parts', () => {
  const config = readLauncherConfig(
    {
      DATABASE_URL: 'postgres://me:secret@db.example/tidemark',
      DATABASE_APP_URL: 'postgres://tidemark_app:p%40ss@db.example/tidemark',
      TEMPORAL_ADDRESS: 'temporal.example:7233',
      SHOPIFY_ORIGIN: 'https://{shop}',
    },
    [],
  )
  expect(config.databaseUrl).toBe('postgres://me:secret@db.example/tidemark')
  expect(config.databaseAppUrl).toBe('postgres://tidemark_app:p%40ss@db.example/tidemark')
  expect(config.temporal).toEqual({
    address: 'temporal.example:7233',
    namespace: 'default',
    uiUrl: undefined,
  })
  expect(config.demo).toBe(false)
})

test('--no-demo is the only argument', () => {
  expect(readLauncherConfig({}, ['--no-demo']).demo).toBe(false)
  expect(() => readLauncherConfig({}, ['--demo'])).toThrow('--demo')
})

test('an error names the variable, and never what may be a secret', () => {
  expect(() => readLauncherConfig({ PORT: '70000' }, [])).toThrow('PORT')
  expect(() => readLauncherConfig({ TIDEMARK_SHOPIFY_PORT: 'x' }, [])).toThrow(
    'TIDEMARK_SHOPIFY_PORT',
  )
  const wrong = (): unknown => readLauncherConfig({ DATABASE_URL: 'mysql://me:secret@host' }, [])
  expect(wrong).toThrow('DATABASE_URL')
  expect(wrong).not.toThrow('secret')
})

test('a relative data folder lies in the project, wherever the command is called', () => {
  expect(readDataDir({ TIDEMARK_DATA: 'data' })).toBe(resolve(root, 'data'))
  expect(readDataDir({ TIDEMARK_DATA: '/srv/tidemark' })).toBe('/srv/tidemark')
})
