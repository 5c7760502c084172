import { join } from 'node:path'
import { addMembership, createUser, findLogin, hashPassword, listTenants } from '@tidemark/db'
import { addShop, type Operator, readWorkerConfig, withOperator } from '@tidemark/worker/shops'
import type { Login, RunFile } from './run-file.ts'
import { keepSecret, newReadablePassword } from './secrets.ts'

/** The logins of the demo shops, as `run.json` lists them. */
export type DemoShops = Pick<RunFile, 'logins' | 'agency'>

/** What the stand-in tells of a shop; see `GET /_control/state`. */
interface StandInShop {
  readonly domain: string
  readonly handle: string
  readonly tokens: readonly { readonly token: string; readonly expiresAt: string | null }[]
}

const AGENCY = 'agency@tidemark.example'

/**
 * Connects the stand-in's shops as the shop command does, each with an account of its own, and
 * gives all of them to an agency's account. What is there from an earlier start stays as it is.
 */
export async function connectDemoShops(
  dataDir: string,
  control: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<DemoShops> {
  const shops = await listStandInShops(control)
  // One password for all of them: it is a demo, and people type it.
  const password = keepSecret(join(dataDir, 'demo-password'), newReadablePassword)
  return await withOperator(readWorkerConfig(environment), async (operator) => {
    const logins: Login[] = []
    for (const shop of shops) logins.push(await connect(operator, shop, password))
    await shareWithAgency(operator, logins, password)
    return { logins, agency: { email: AGENCY, password } }
  })
}

async function listStandInShops(control: string): Promise<readonly StandInShop[]> {
  const response = await fetch(`${control}/_control/state`)
  if (!response.ok) throw new Error(`The stand-in Shopify answered ${response.status}.`)
  const { shops } = (await response.json()) as { shops: readonly StandInShop[] }
  return shops
}

async function connect(operator: Operator, shop: StandInShop, password: string): Promise<Login> {
  const email = `${shop.handle}@tidemark.example`
  const tenants = await listTenants(operator.db)
  const known = tenants.find(({ shopDomain }) => shopDomain === shop.domain)
  const { id } = known ?? { id: await add(operator, shop, email, password) }
  return { email, password, tenantId: id, shopDomain: shop.domain }
}

async function add(
  operator: Operator,
  { domain, tokens }: StandInShop,
  email: string,
  password: string,
): Promise<string> {
  const permanent = tokens.find(({ expiresAt }) => expiresAt === null)
  if (!permanent) throw new Error(`The stand-in has no permanent token for ${domain}.`)
  const { tenantId } = await addShop(operator, {
    domain,
    email,
    password,
    access: { kind: 'admin_token', accessToken: permanent.token },
    sync: true,
  })
  return tenantId
}

async function shareWithAgency(
  { db }: Operator,
  logins: readonly Login[],
  password: string,
): Promise<void> {
  const known = await findLogin(db, AGENCY)
  const userId =
    known?.userId ??
    (await createUser(db, { email: AGENCY, passwordHash: await hashPassword(password) }))
  for (const { tenantId } of logins) await addMembership(db, { userId, tenantId })
}
