import { createDb } from '@tidemark/db'
import pino from 'pino'
import { createActivities } from './activities/index.ts'
import { CHUNK_LIMITS } from './activities/dependencies.ts'
import { DRAINS_FROM, DrainsBeside } from './activities/drains-beside.ts'
import { readWorkerConfig } from './config.ts'
import { startHousekeeping } from './housekeeping.ts'
import { createShopifyShops } from './shopify/shopify-shops.ts'
import { connectTemporal } from './temporal/connect.ts'
import { createWorkers, runWorkers } from './temporal/run-workers.ts'
import { installRuntime } from './temporal/runtime.ts'
import { ensureSearchAttributes } from './temporal/search-attributes.ts'
import { bundleWorkflows } from './temporal/workflow-bundle.ts'

const config = readWorkerConfig(process.env)
const log = pino({ level: config.logLevel, base: { part: 'worker' } })
installRuntime(log)

const stopping = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => stopping.abort(new Error(`The worker was stopped by ${name}.`)))
}
const { signal } = stopping

const db = createDb({
  url: config.databaseUrl,
  poolSize: config.poolSize,
  applicationName: 'tidemark-worker',
  onConnectionError: ({ name }) => log.warn({ error: name }, 'a connection to Postgres broke'),
})
const clock = () => new Date()
const { shopifyOrigin: origin, keyring, shopifyApp: app } = config
const source = { db, keyring, origin, clock, app }
const shopify = createShopifyShops({ ...source, log })

try {
  const [{ connection, client }, workflowBundle] = await Promise.all([
    connectTemporal(config, log, signal),
    bundleWorkflows(),
  ])
  await ensureSearchAttributes(client)
  const activities = createActivities({
    db,
    shopify,
    source,
    temporal: client,
    log,
    clock,
    limits: CHUNK_LIMITS,
    drains: new DrainsBeside({ db, log, from: DRAINS_FROM }),
    webhooks: config.webhooks,
    compareReports: true,
    stopping: signal,
  })
  const workers = await createWorkers({ connection, config, activities, workflowBundle })
  const stopHousekeeping = startHousekeeping({ db, client, log })
  log.info('ready')
  await runWorkers(workers, signal)
  stopHousekeeping()
  await connection.close()
} catch (error) {
  if (!signal.aborted) throw error
} finally {
  await db.destroy()
}
log.info('stopped')
process.exit()
