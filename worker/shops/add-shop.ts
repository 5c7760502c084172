import {
  addMembership,
  createTenant,
  createUser,
  findLogin,
  hashPassword,
  inTenant,
  insertSyncRequest,
  listTenants,
  removeTenant,
  saveConnection,
  saveGrantedToken,
  setRequestRun,
  setStoresNames,
  verifyPassword,
} from '@tidemark/db'
import { syncWorkflowId } from '../contract.ts'
import { requestSync } from '../repair-runs.ts'
import { upsertSchedule } from '../schedules.ts'
import { MIN_PASSWORD } from './add-member.ts'
import type { Operator } from './operator.ts'
import { probeShop, type ProbedShop } from './probe-shop.ts'
import { type OwnAccess, toShopDomain } from './shop-access.ts'
import { ShopError } from './shop-error.ts'

export type NewShop = {
  domain: string
  access: OwnAccess
  email: string
  password: string
  /** Left out: what Shopify calls the shop. */
  name?: string | undefined
  syncIntervalSeconds?: number | undefined
  /** Whether customers' names may be stored; left out: yes. */
  storesNames?: boolean | undefined
  /** Whether to start the first sync, without waiting for it. */
  sync: boolean
}

export type AddedShop = { tenantId: string; shopDomain: string; name: string; newAccount: boolean }

/**
 * Adds a shop: asks Shopify whether the access works, and only then stores it, makes the account
 * (or takes the one with this address, if the password is right), the schedule and the first sync.
 * Throws a `ShopError` that says why not; then nothing is left behind.
 */
export async function addShop(operator: Operator, shop: NewShop): Promise<AddedShop> {
  const { db, temporal, shopifyOrigin } = operator
  const shopDomain = toShopDomain(shop.domain)
  const tenants = await listTenants(db)
  if (tenants.some((tenant) => tenant.shopDomain === shopDomain)) {
    throw new ShopError(`${shopDomain} is here already. A new token is stored with rotate-token.`)
  }
  const existing = await findAccount(operator, shop)
  const probed = await probeShop(shopifyOrigin, shopDomain, shop.access)

  const name = shop.name ?? probed.name
  const tenantId = await createTenant(db, {
    shopDomain,
    name,
    ...(shop.syncIntervalSeconds ? { syncIntervalSeconds: shop.syncIntervalSeconds } : {}),
  })
  try {
    await storeAccess(operator, tenantId, shop.access, probed)
    if (shop.storesNames === false) {
      await inTenant(db, tenantId, (trx) => setStoresNames(trx, false))
    }
    const userId = existing ?? (await makeAccount(operator, shop))
    await addMembership(db, { userId, tenantId })
    const added = (await listTenants(db)).find(({ id }) => id === tenantId)
    if (added) await upsertSchedule(temporal, added)
    if (shop.sync) await startFirstSync(operator, tenantId, shopDomain)
  } catch (error) {
    await removeTenant(db, tenantId)
    throw error
  }
  return { tenantId, shopDomain, name, newAccount: existing === null }
}

/** Stores how a shop lets us in, encrypted, with the token that was just granted if there is one. */
export async function storeAccess(
  { db, keyring }: Operator,
  tenantId: string,
  access: OwnAccess,
  { scopes, granted }: ProbedShop,
): Promise<void> {
  await inTenant(db, tenantId, async (trx) => {
    await saveConnection(trx, keyring, { ...access, scopes })
    if (granted) await saveGrantedToken(trx, keyring, { ...granted, scopes })
  })
}

/** The account of this address, if it has one: then the password must be right. */
async function findAccount({ db }: Operator, { email, password }: NewShop): Promise<string | null> {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new ShopError('Give an e-mail address with --email.')
  if (password.length < MIN_PASSWORD) {
    throw new ShopError(`The password must have at least ${MIN_PASSWORD} characters.`)
  }
  const login = await findLogin(db, email)
  if (!login) return null
  if (!(await verifyPassword(password, login.passwordHash))) {
    throw new ShopError(
      'There is an account with this e-mail address, and its password is another.',
    )
  }
  return login.userId
}

async function makeAccount({ db }: Operator, { email, password }: NewShop): Promise<string> {
  return createUser(db, { email, passwordHash: await hashPassword(password) })
}

async function startFirstSync(
  { db, temporal }: Operator,
  tenantId: string,
  shopDomain: string,
): Promise<void> {
  const workflowId = syncWorkflowId(tenantId)
  const { requestId } = await inTenant(db, tenantId, (trx) =>
    insertSyncRequest(trx, { workflowId }),
  )
  const runId = await requestSync(temporal, { id: tenantId, shopDomain }, requestId, 'first')
  await inTenant(db, tenantId, (trx) => setRequestRun(trx, requestId, runId))
}
