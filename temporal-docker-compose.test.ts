import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readApiConfig } from './api/config.ts'
import { readMigrateConfig } from './db/config.ts'
import { readWorkerConfig } from './worker/config.ts'

interface Service {
  image?: string
  build?: { context: string; dockerfile: string }
  depends_on?: Record<string, { condition: string }>
  environment?: Record<string, string>
  healthcheck?: object
  command?: string[]
  ports?: string[]
  volumes?: string[]
  configs?: { source: string }[]
}

const root = import.meta.dirname
const file = join(root, 'temporal-docker-compose.yml')
const text = readFileSync(file, 'utf8')
const stack = parse(text, { merge: true }) as {
  services: Record<string, Service>
  volumes: Record<string, unknown>
  configs: Record<string, { content: string }>
}
const services = Object.entries(stack.services)

/** What the operator sets; everything else has its place in the file. */
const operator: Record<string, string> = {
  TEMPORAL_DB_PASSWORD: 'temporal',
  POSTGRES_PASSWORD: 'postgres',
  TIDEMARK_APP_PASSWORD: 'app',
  TIDEMARK_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
  APP_URL: 'https://tidemark.example.com',
}

const nameIn = (volume: string): string => volume.split(':')[0] ?? ''

/** The environment as Compose hands it to a service. */
function environmentOf(name: string): Record<string, string> {
  const environment = stack.services[name]?.environment ?? {}
  return Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [
      key,
      value.replaceAll(
        /\$\{(\w+):[?-]([^}]*)\}/g,
        (whole, variable: string, otherwise: string) =>
          operator[variable] ?? (whole.includes(':-') ? otherwise : ''),
      ),
    ]),
  )
}

test('every secret is asked for by name, and none is written down', () => {
  const asked = [...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name)
  expect(new Set(asked)).toEqual(new Set(Object.keys(operator)))
  const written = services.flatMap(([, { environment = {} }]) =>
    Object.entries(environment).filter(
      ([name, value]) => /PASSWORD|PWD|KEYS/.test(name) && !value.startsWith('${'),
    ),
  )
  expect(written).toEqual([])
})

test('every service names only services, volumes and configs that there are', () => {
  const named = services.flatMap(([, service]) => [
    ...Object.keys(service.depends_on ?? {}).map((name) => stack.services[name]),
    ...(service.volumes ?? []).map((volume) =>
      [stack.volumes].find((all) => nameIn(volume) in all),
    ),
    ...(service.configs ?? []).map(({ source }) => stack.configs[source]),
  ])
  expect(named).not.toContain(undefined)
  const waitedFor = services.flatMap(([, { depends_on: dependencies = {} }]) =>
    Object.entries(dependencies)
      .filter(([, { condition }]) => condition === 'service_healthy')
      .map(([name]) => stack.services[name]?.healthcheck),
  )
  expect(waitedFor).not.toContain(undefined)
})

test('every port is bound to loopback', () => {
  const ports = services.flatMap(([, service]) => service.ports ?? [])
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
})

test('what is not built here is pinned, and what is built here runs a file that there is', () => {
  const images = services.filter(([, { build }]) => build === undefined)
  expect(images.filter(([, { image = '' }]) => !/:\d[\d.]*$/.test(image))).toEqual([])
  const files = services.flatMap(([, { build, command = [] }]) =>
    build === undefined ? [] : [join(build.context, build.dockerfile), fileOf(command)],
  )
  expect(files.length).toBeGreaterThan(0)
  expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

/** What Node is told to run, behind its own options. */
const fileOf = (command: readonly string[]): string =>
  command.slice(1).find((word) => !word.startsWith('-')) ?? ''

test('the config readers of what runs here accept what the file sets', () => {
  expect(readMigrateConfig(environmentOf('migrate'))).toEqual({
    databaseUrl: 'postgres://postgres:postgres@postgres:5432/tidemark',
    appPassword: 'app',
  })
  expect(readWorkerConfig(environmentOf('worker'))).toMatchObject({
    databaseUrl: 'postgres://tidemark_app:app@postgres:5432/tidemark',
    shopifyOrigin: 'https://{shop}',
    temporal: { connection: { address: 'temporal:7233' }, namespace: 'default' },
  })
  expect(readApiConfig(environmentOf('api'))).toMatchObject({
    host: '0.0.0.0',
    port: 3000,
    databaseUrl: 'postgres://tidemark_app:app@postgres:5432/tidemark',
    appUrl: 'https://tidemark.example.com',
    trustProxy: false,
  })
})

test('fairness between shops is on, as in the dev server', () => {
  const config = parse(stack.configs['temporal-dynamic-config']?.content ?? '') as object
  expect(config).toMatchObject({
    'matching.enableFairness': [{ value: true }],
    'matching.useNewMatcher': [{ value: true }],
    'matching.numTaskqueueWritePartitions': [{ value: 1 }],
  })
})

test('the Dockerfile copies only what there is, from a Debian with our Node', () => {
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8')
  const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, files = '']) =>
    files.split(' ').slice(0, -1),
  )
  expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([])
  const workspaces = (
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { workspaces: string[] }
  ).workspaces
  // npm ci refuses to install when one of them is missing.
  expect(sources).toEqual(expect.arrayContaining(workspaces.map((name) => `${name}/package.json`)))
  const major = process.versions.node.split('.')[0]
  const bases = [...dockerfile.matchAll(/^FROM (node:\S+)/gm)].map(([, base]) => base)
  expect(new Set(bases)).toEqual(new Set([`node:${major}-bookworm-slim`]))
})

test('Compose itself accepts the file, where there is one', () => {
  const compose = spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' })
  if (compose.status !== 0) return
  const print = (): string =>
    execFileSync('docker', ['compose', '-f', file, 'config', '--quiet'], {
      env: { ...process.env, ...operator },
      encoding: 'utf8',
    })
  expect(print).not.toThrow()
})
