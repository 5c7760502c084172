import { Client, Connection } from '@temporalio/client'
import pg from 'pg'
import { type Session, signIn } from '../api-client.ts'
import { newDataDir, type RunFile, startSystem, type System } from '../system.ts'
import type { ChaosOptions } from './options.ts'

/** A shop that is driven and compared. */
export interface Shop {
  domain: string
  tenantId: string
  session: Session
}

/** How the log names it. */
export const handleOf = ({ domain }: Shop): string => domain.split('.')[0] ?? domain

/** The running copy of Tidemark that all this is done to. */
export interface Copy {
  system: System
  run: RunFile
  shops: Shop[]
  /** Past the API, as Temporal's own UI would. */
  temporal: Client
  /** Sees every row; only ever read through. */
  database: pg.Pool
  /** Stops everything; the data folder stays. */
  close(): Promise<void>
}

/** Starts a copy of its own, with small shops in which nothing happens by itself. */
export async function startCopy({ shops, scale }: ChaosOptions): Promise<Copy> {
  const system = await startSystem(newDataDir(), {
    env: { TIDEMARK_SHOPIFY_SCALE: String(scale), TIDEMARK_SHOPIFY_TRAFFIC: 'off' },
  })
  const { run } = system
  const connection = Connection.lazy({ address: run.temporalAddress })
  const database = new pg.Pool({ connectionString: run.databaseUrl, max: 2 })
  // Its connections are among those that are cut.
  database.on('error', () => undefined)
  const close = async (): Promise<void> => {
    await database.end()
    await connection.close()
    await system.stop()
  }
  try {
    const driven = await Promise.all(
      run.logins.slice(0, shops).map(async (login) => ({
        domain: login.shopDomain,
        tenantId: login.tenantId,
        session: await signIn(run, login),
      })),
    )
    return { system, run, shops: driven, temporal: new Client({ connection }), database, close }
  } catch (error) {
    await close()
    throw error
  }
}
