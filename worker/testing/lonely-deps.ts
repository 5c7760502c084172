import type { Client } from '@temporalio/client'
import type { Db } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import pino from 'pino'
import { CHUNK_LIMITS, type Dependencies } from '../activities/dependencies.ts'
import { createShopifyShops } from '../shopify/shopify-shops.ts'

/** For connections that `createLonelyDeps` can read. */
export const lonelyKeyring = readKeyring(`k1:${Buffer.alloc(32, 7).toString('base64')}`)

/** Dependencies without any Shopify, for activities that never ask it, or ask in vain. */
export function createLonelyDeps(db: Db, temporal: Client): Dependencies {
  const log = pino({ level: 'silent' })
  const clock = () => new Date()
  const source = { db, keyring: lonelyKeyring, origin: 'http://127.0.0.1:1', clock }
  return {
    db,
    source,
    shopify: createShopifyShops({ ...source, log }),
    temporal,
    log,
    clock,
    limits: CHUNK_LIMITS,
    stopping: new AbortController().signal,
  }
}
