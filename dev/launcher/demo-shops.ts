import {
  addMembership,
  createUser,
  findLogin,
  hashPassword,
  listTenants,
  removeTenant,
} from '@tidemark/db'
import { addShop, type Operator, readWorkerConfig, withOperator } from '@tidemark/worker/shops'
import { type DemoAccounts, readDemoAccounts, saveDemoAccounts } from './demo-accounts.ts'
import type { Login, RunFile } from './run-file.ts'

/** The logins of the demo shops, as `run.json` lists them. */
export type DemoShops = Pick<RunFile, 'logins' | 'agency'>

interface StandInShop {
  readonly domain: string
  readonly tokens: readonly { readonly token: string }[]
}

/**
 * Adds the stand-in's shops that are not there yet, each with an account of its own, as
 * `npm run shop -- add` does, and one account that owns them all. Their first syncs begin at once. A
 * shop without a token is left for somebody to install.
 */
export async function connectDemoShops(
  dataDir: string,
  control: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<DemoShops> {
  const shops = await listShops(control)
  const accounts = readDemoAccounts(
    dataDir,
    shops.map(({ domain }) => domain),
  )
  return await withOperator(readWorkerConfig(environment), async (operator) => {
    await Promise.all(
      shops.map(async (shop) => {
        const account = accounts.shops[shop.domain]
        if (account === undefined) return
        account.tenantId = await ensureShop(operator, shop, account)
        saveDemoAccounts(dataDir, accounts)
      }),
    )
    const logins = shops.flatMap(({ domain }) => toLogin(domain, accounts))
    await ensureAgency(operator, accounts.agency, logins)
    return { logins, agency: accounts.agency }
  })
}

async function listShops(control: string): Promise<readonly StandInShop[]> {
  const response = await fetch(`${control}/_control/state`)
  const state = (await response.json()) as { shops: readonly StandInShop[] }
  return state.shops.filter(({ tokens }) => tokens.length > 0)
}

async function ensureShop(
  operator: Operator,
  { domain, tokens }: StandInShop,
  { email, password, tenantId }: DemoAccounts['agency'] & { tenantId?: string },
): Promise<string> {
  const present = (await listTenants(operator.db)).find(({ shopDomain }) => shopDomain === domain)
  if (present !== undefined && present.id === tenantId) return present.id
  // One that we did not see finished was broken off half way, or mirrors another stand-in.
  if (present !== undefined) await removeTenant(operator.db, present.id)
  const accessToken = tokens[0]?.token
  if (accessToken === undefined) throw new Error(`The stand-in gives no token for ${domain}.`)
  const added = await addShop(operator, {
    domain,
    access: { kind: 'admin_token', accessToken },
    email,
    password,
    sync: true,
  })
  return added.tenantId
}

async function ensureAgency(
  { db }: Operator,
  { email, password }: DemoAccounts['agency'],
  logins: readonly Login[],
): Promise<void> {
  const userId =
    (await findLogin(db, email))?.userId ??
    (await createUser(db, { email, passwordHash: await hashPassword(password) }))
  for (const { tenantId } of logins) await addMembership(db, { userId, tenantId })
}

function toLogin(shopDomain: string, accounts: DemoAccounts): Login[] {
  const account = accounts.shops[shopDomain]
  return account?.tenantId === undefined
    ? []
    : [{ ...account, tenantId: account.tenantId, shopDomain }]
}
