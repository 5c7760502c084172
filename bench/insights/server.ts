import { join } from 'node:path'
import { startPostgres, type Postgres } from '../../dev/postgres/start.ts'
import { asOwner } from '../sync/backfill/database.ts'

/** Nothing that a crash would lose matters while rows are made. */
const BUILDING = {
  fsync: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '16GB',
  shared_buffers: '2GB',
  maintenance_work_mem: '1GB',
  work_mem: '256MB',
  autovacuum: 'off',
}

/** A small server of today; everything else is Postgres' default. The log tells each duration. */
const SERVING = {
  shared_buffers: '2GB',
  effective_cache_size: '8GB',
  max_wal_size: '4GB',
  log_line_prefix: '%a|%p|',
  log_parameter_max_length: '0',
}

export interface BenchServer extends Postgres {
  /** What Postgres writes its durations to. */
  logFile: string
}

/** Postgres on a data folder, set up to be filled or to be measured. */
export async function startServer(
  dataDir: string,
  purpose: 'building' | 'serving',
): Promise<BenchServer> {
  const logFile = join(dataDir, 'postgres.log')
  const first = await startPostgres({ dataDir, port: 0, logFile })
  await asOwner(first.url, async (client) => {
    await client.query('alter system reset all')
    const settings = purpose === 'building' ? BUILDING : SERVING
    for (const [name, value] of Object.entries(settings)) {
      await client.query(`alter system set ${name} = '${value}'`)
    }
  })
  await first.stop()
  return { ...(await startPostgres({ dataDir, port: 0, logFile })), logFile }
}
