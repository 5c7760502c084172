import { Client, Connection } from '@temporalio/client'
import { addMembership, createUser, type Db, hashPassword, listenForSyncs } from '@tidemark/db'
import { createTestDatabase, createTestTenant, type TestTenant } from '@tidemark/db/testing'
import type { FastifyServerOptions } from 'fastify'
import type { App, Dependencies } from '../dependencies.ts'
import { buildServer } from '../server.ts'

export interface TestServer extends Dependencies {
  app: App
  ownerUrl: string
  close: () => Promise<void>
}

/** The real app on a database of its own. Without an address Temporal cannot be reached. */
export async function createTestServer(
  options: {
    temporalAddress?: string
    config?: Partial<Dependencies['config']>
    logger?: FastifyServerOptions['logger']
  } = {},
): Promise<TestServer> {
  const { db, appUrl, ownerUrl, drop } = await createTestDatabase()
  const connection = Connection.lazy({
    // Port 1 of loopback: refused at once.
    address: options.temporalAddress ?? '127.0.0.1:1',
    connectTimeout: '2s',
  })
  const temporal = new Client({ connection, namespace: 'default' })
  const config: Dependencies['config'] = {
    appUrl: undefined,
    temporalUiUrl: 'http://127.0.0.1:8233',
    trustProxy: false,
    dashboardHandler: undefined,
    logLevel: 'silent',
    shopifyOrigin: 'https://{shop}',
    shopifyApp: undefined,
    keyring: undefined,
    setupCode: undefined,
    ...options.config,
  }
  const { logger } = options
  const news = listenForSyncs(appUrl)
  const app = await buildServer({ config, db, temporal, news }, logger ? { logger } : {})
  await app.ready()
  return {
    app,
    config,
    db,
    temporal,
    ownerUrl,
    close: async () => {
      await app.close()
      await news.close()
      await connection.close()
      await drop()
    },
  }
}

export interface TestAccount {
  email: string
  password: string
  userId: string
}

export const PASSWORD = 'a long enough password'
const passwordHash = hashPassword(PASSWORD)

/** Someone who can sign in and look at these shops. */
export async function createTestAccount(
  db: Db,
  email: string,
  shops: Pick<TestTenant, 'tenantId'>[],
): Promise<TestAccount> {
  const userId = await createUser(db, { email, passwordHash: await passwordHash })
  for (const { tenantId } of shops) await addMembership(db, { userId, tenantId })
  return { email, password: PASSWORD, userId }
}

/** Signs in and gives the headers that carry the session. */
export async function signIn(
  app: App,
  { email, password }: { email: string; password: string },
): Promise<{ cookie: string }> {
  const response = await app.inject({
    method: 'POST',
    url: '/api/login',
    payload: { email, password },
  })
  const [cookie] = response.cookies
  if (response.statusCode !== 200 || !cookie) throw new Error(`Login answered ${response.body}`)
  return { cookie: `${cookie.name}=${cookie.value}` }
}

export { createTestTenant }
