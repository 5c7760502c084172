import { Client, Connection } from '@temporalio/client'
import { createDb, listenForSyncs } from '@tidemark/db'
import { readApiConfig } from './config.ts'
import { buildServer } from './server.ts'

const config = readApiConfig(process.env)
const db = createDb({
  url: config.databaseUrl,
  poolSize: config.poolSize,
  queryTimeoutMs: 30_000,
  applicationName: 'tidemark-api',
})
// Connects at the first use: what only reads works without Temporal.
const connection = Connection.lazy({
  ...config.temporal.connection,
  connectTimeout: '2s',
  channelArgs: { 'grpc.max_reconnect_backoff_ms': 1_000 },
})
const temporal = new Client({ connection, namespace: config.temporal.namespace })
const news = listenForSyncs(config.databaseUrl)
const app = await buildServer({ config, db, temporal, news })
await app.listen({ host: config.host, port: config.port })

let stopping = false
async function stop(signal: NodeJS.Signals): Promise<void> {
  if (stopping) return
  stopping = true
  app.log.info({ signal }, 'stopping')
  await app.close()
  await Promise.all([db.destroy(), news.close(), connection.close()])
}
process.on('SIGTERM', (signal) => void stop(signal))
process.on('SIGINT', (signal) => void stop(signal))
