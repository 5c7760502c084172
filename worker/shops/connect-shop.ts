import {
  type ConnectionRequest,
  countMembers,
  createTenant,
  type Db,
  endConnectionRequest,
  findConnectionRequest,
  findTenantByDomain,
  inTenant,
  joinTenant,
  listUserTenants,
  loadConnection,
  loadRequestSecret,
  type NewConnection,
  putRequestSecret,
  recordAudit,
  type RequestSecret,
  saveConnection,
  saveGrantedToken,
  setStoresNames,
  type TenantSummary,
  updateTenant,
} from '@tidemark/db'
import type { Client } from '@temporalio/client'
import { upsertSchedule } from '../schedules.ts'
import { ShopifyError } from '../shopify/errors.ts'
import { explainError } from '../shopify/explain-error.ts'
import type { CredentialsSource } from '../shopify/shop-credentials.ts'
import { exchangeCode } from '../shopify/token-endpoint.ts'
import { askShop, type ProbedShop, WrongShopError } from './probe-shop.ts'
import { syncShopNow } from './sync-shop-now.ts'

/** What it takes to let a shop in. */
export type Doorkeeper = { db: Db; temporal: Client; source: CredentialsSource }

/** What a shop is let in with, once Shopify has said yes. */
type Access = NewConnection

/**
 * Lets a shop in, or in again: gets tokens for what its request waits with, asks Shopify whether they
 * work, and only then stores them, makes shop, membership and schedule, and starts a sync. Every step
 * can be repeated, so an attempt that broke off is simply made again. What Shopify refuses for good
 * ends the request with a sentence; what may pass is thrown.
 * @returns whether the shop is connected
 */
export async function connectShop(door: Doorkeeper, requestId: string): Promise<boolean> {
  const { db, source } = door
  const request = await findConnectionRequest(db, requestId)
  if (request?.status === 'done') return true
  const secret = request && (await loadRequestSecret(db, source.keyring, requestId))
  if (!request || !secret) return false
  try {
    const refusal = await letIn(door, request, secret)
    if (refusal === null) return true
    await endConnectionRequest(db, requestId, { status: 'failed', ...refusal })
    return false
  } catch (error) {
    const refusal = toRefusal(error, secret)
    if (refusal === null) throw error
    await endConnectionRequest(db, requestId, { status: 'failed', ...refusal })
    return false
  }
}

type Refusal = { sentence: string; action: string }

async function letIn(
  door: Doorkeeper,
  request: ConnectionRequest,
  secret: RequestSecret,
): Promise<Refusal | null> {
  const { db } = door
  const { shopDomain } = request
  const known = await findTenantByDomain(db, shopDomain)
  const access = await getAccess(door, request, secret, known)
  const probed = await askShop(door.source.origin, shopDomain, access)
  if (known && !(await mayReplace(db, request, known))) return othersShop(shopDomain)
  const tenantId = known?.id ?? (await createTenant(db, { shopDomain, name: probed.name }))
  await store(door, tenantId, request, access, probed)
  if (request.userId !== null) await joinTenant(db, request.userId, tenantId)
  await getGoing(door, shopDomain, known ? 'manual' : 'first')
  await endConnectionRequest(db, request.id, { status: 'done', tenantId })
  return null
}

/**
 * A code is good once. What it was exchanged for is written down at once, so that an attempt that
 * breaks off later goes on with it. For a shop that is here already the exchange ends its old tokens:
 * so it is done under the lock under which those are refreshed, and replaces them there and then.
 */
async function getAccess(
  { db, source }: Doorkeeper,
  { id, shopDomain }: ConnectionRequest,
  secret: RequestSecret,
  known: TenantSummary | undefined,
): Promise<Access> {
  if (secret.kind === 'tokens') return { ...secret, kind: 'oauth' }
  if (secret.kind !== 'code') return secret
  const { origin, keyring, app, clock } = source
  if (!app) throw new Error('SHOPIFY_CLIENT_ID is not set for the worker')
  const exchange = async (): Promise<Access> => {
    const granted = await exchangeCode({ origin, shopDomain, app, now: clock() }, secret.code)
    await putRequestSecret(db, keyring, { id, secret: { kind: 'tokens', ...granted } })
    return { ...granted, kind: 'oauth' }
  }
  if (!known) return await exchange()
  return await inTenant(db, known.id, async (trx) => {
    await loadConnection(trx, keyring, { forUpdate: true })
    const access = await exchange()
    await saveConnection(trx, keyring, access)
    return access
  })
}

/**
 * Whoever got through Shopify's consent page may install apps in the shop. A token alone may have come
 * from anywhere: with it only the shop's own owners may change how the shop is reached.
 */
async function mayReplace(
  db: Db,
  { kind, userId }: ConnectionRequest,
  { id }: TenantSummary,
): Promise<boolean> {
  if (kind === 'oauth' || (await countMembers(db, id)) === 0) return true
  if (userId === null) return false
  return (await listUserTenants(db, userId)).some(
    (tenant) => tenant.id === id && tenant.role === 'owner',
  )
}

const othersShop = (shopDomain: string): Refusal => ({
  sentence: `${shopDomain} is connected already, and this account does not own it.`,
  action: 'Install the app from Shopify’s side to show that the shop is yours.',
})

async function store(
  { db, source }: Doorkeeper,
  tenantId: string,
  request: ConnectionRequest,
  access: Access,
  { scopes, granted }: ProbedShop,
): Promise<void> {
  const { keyring } = source
  await inTenant(db, tenantId, async (trx) => {
    await saveConnection(trx, keyring, { ...access, scopes })
    if (granted) await saveGrantedToken(trx, keyring, { ...granted, scopes })
    if (request.storesNames !== null) await setStoresNames(trx, request.storesNames)
    await recordAudit(trx, {
      action: 'shop.connected',
      userId: request.userId,
      detail: { kind: request.kind },
    })
  })
}

/** A shop that waited for this is synced again; one that a person paused stays paused. */
async function getGoing(
  { db, temporal }: Doorkeeper,
  shopDomain: string,
  trigger: 'manual' | 'first',
): Promise<void> {
  const found = await findTenantByDomain(db, shopDomain)
  if (!found) return
  const isPaused = found.status === 'paused'
  const shop: TenantSummary = isPaused ? found : { ...found, status: 'active' }
  if (shop.status !== found.status) {
    await inTenant(db, shop.id, (trx) => updateTenant(trx, { status: 'active' }))
  }
  await upsertSchedule(temporal, shop)
  if (!isPaused) await syncShopNow({ db, temporal }, shop, trigger)
}

/** What trying again does not mend; null for what may pass. */
function toRefusal(error: unknown, secret: RequestSecret): Refusal | null {
  if (error instanceof WrongShopError) {
    return { sentence: error.message, action: 'Check the shop’s address and the credentials.' }
  }
  if (!(error instanceof ShopifyError)) return null
  if (error.kind !== 'ask_a_person' && error.kind !== 'bug') return null
  const { sentence, action, trouble } = explainError(error)
  if (trouble?.code !== 'token_revoked') return { sentence, action }
  return secret.kind === 'code' || secret.kind === 'tokens'
    ? {
        sentence: 'Shopify did not accept the installation.',
        action: 'Begin again: a confirmation is good for a minute, and once.',
      }
    : {
        sentence: 'Shopify does not accept these credentials.',
        action: 'Check them, and that the app is installed in this shop; then try again.',
      }
}
