import { Client, Connection } from '@temporalio/client'
import { createDb, type Db } from '@tidemark/db'
import type { Keyring } from '@tidemark/db/secrets'
import type { WorkerConfig } from '../config.ts'

/** What it takes to add, change and remove shops. */
export type Operator = {
  db: Db
  temporal: Client
  keyring: Keyring
  shopifyOrigin: string
}

/** Runs `work` with the connections of a running copy, and closes them. */
export async function withOperator<T>(
  config: Pick<WorkerConfig, 'databaseUrl' | 'temporal' | 'keyring' | 'shopifyOrigin'>,
  work: (operator: Operator) => Promise<T>,
): Promise<T> {
  const { keyring, shopifyOrigin } = config
  const connection = await Connection.connect({
    ...config.temporal.connection,
    connectTimeout: 10_000,
  })
  const db = createDb({
    url: config.databaseUrl,
    poolSize: 2,
    applicationName: 'tidemark-shop',
    // `verify` computes the figures of a whole ledger at a time, before somebody who can end it.
    queryTimeoutMs: 3_600_000,
  })
  try {
    const temporal = new Client({ connection, namespace: config.temporal.namespace })
    return await work({ db, temporal, keyring, shopifyOrigin })
  } finally {
    await db.destroy()
    await connection.close()
  }
}
