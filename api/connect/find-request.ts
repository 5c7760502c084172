import { timingSafeEqual } from 'node:crypto'
import { type ConnectionRequest, type Db, findConnectionRequest } from '@tidemark/db'
import type { FastifyRequest } from 'fastify'
import { noSuchRequest } from '../problems/problems.ts'
import { readBrowser } from './browser.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The request with this id, if it is this browser's; else the 404 for all others. */
export async function findOwnRequest(
  db: Db,
  request: FastifyRequest,
  id: string,
): Promise<ConnectionRequest> {
  const browser = readBrowser(request)
  const found = browser && UUID.test(id) ? await findConnectionRequest(db, id) : undefined
  if (!found || !browser || !timingSafeEqual(found.browserHash, browser)) throw noSuchRequest()
  if (found.expiresAt <= new Date()) throw noSuchRequest()
  return found
}
