import { z } from 'zod'
import { nextCursor, nodesSchema } from '../shopify/connection.ts'
import { ShopifyServerError, ShopifyTooExpensiveError } from '../shopify/errors.ts'
import { lastOf } from '../shopify/mapped-page.ts'
import { type OptionalFields, requestWithOptional } from '../shopify/optional-fields.ts'
import type { PageSizes } from '../shopify/page-sizes.ts'
import { patiently } from '../shopify/patient-client.ts'
import { readShape } from '../shopify/read-shape.ts'
import type { OpenShop } from '../shopify/shopify-shops.ts'
import type { AnswerTime, Caller, ShopClient } from '../shopify/shop-client.ts'
import type { EntityReader } from './entity-reader.ts'
import { type WalkPosition, walkQuery } from './walk-position.ts'

export type Page = { nodes: unknown[]; endCursor: string | null; time?: AnswerTime | undefined }

/** What a page is asked with. */
export type PageSource<Row> = {
  client: ShopClient
  reader: EntityReader<Row>
  sizes: PageSizes
  optional: OptionalFields
  caller: Caller
}

/** Pages of a shop, for one attempt. */
export function createPageSource<Row>(
  shop: OpenShop,
  reader: EntityReader<Row>,
  caller: Caller,
): PageSource<Row> {
  return {
    client: patiently(shop.client),
    reader,
    sizes: shop.pageSizes(reader.entity, reader.pageSizes),
    optional: { variables: reader.optional, gaps: [] },
    caller,
  }
}

const pageSchema = nodesSchema(z.unknown())

/** One page at a walk's position; smaller ones where Shopify finds it too expensive or too slow. */
export async function fetchPage<Row>(
  source: PageSource<Row>,
  position: WalkPosition,
): Promise<Page> {
  const { sizes } = source
  for (;;) {
    try {
      const page = await ask(source, {
        first: sizes.size,
        after: position.after,
        query: walkQuery(position),
        sortKey: position.mode === 'id' ? 'ID' : 'UPDATED_AT',
      })
      sizes.calm(page.nodes.length, page.time)
      return page
    } catch (error) {
      const smaller =
        error instanceof ShopifyTooExpensiveError || error instanceof ShopifyServerError
      if (!smaller || !sizes.shrink()) throw error
    }
  }
}

/**
 * The newest objects, oldest first, if one page of them holds all that changed since the watermark;
 * else null, and a walk has to find it.
 * @param watermarkAt ISO
 */
export async function fetchNewest<Row>(
  source: PageSource<Row>,
  watermarkAt: string,
): Promise<Page | null> {
  const { newestReachMs } = source.reader
  if (newestReachMs === null) return null
  const first = source.sizes.size
  const page = await ask(source, { first, sortKey: 'UPDATED_AT', reverse: true })
  const oldest = lastOf(page.nodes)
  const reach = Date.parse(watermarkAt) - newestReachMs
  const isAll = page.endCursor === null || (oldest && Date.parse(oldest.updatedAt) < reach)
  return isAll ? { nodes: page.nodes.toReversed(), endCursor: null } : null
}

/** The newest `updatedAt` that Shopify has now, by its own clock. */
export async function fetchNewestTime<Row>(source: PageSource<Row>): Promise<string | null> {
  const { nodes } = await ask(source, { first: 1, sortKey: 'UPDATED_AT', reverse: true })
  return z.object({ updatedAt: z.string() }).safeParse(nodes[0]).data?.updatedAt ?? null
}

/** When the oldest object of this kind was made; null when there is none. */
export async function fetchOldestTime<Row>(source: PageSource<Row>): Promise<string | null> {
  const { nodes } = await ask(source, { first: 1, sortKey: 'CREATED_AT' })
  return z.object({ createdAt: z.string() }).safeParse(nodes[0]).data?.createdAt ?? null
}

/**
 * Asks for a single object, as a bulk query would find it: what is denied becomes a gap here, and a
 * filter that Shopify does not understand an error. Bulk operations say neither in time.
 */
export async function probe<Row>(source: PageSource<Row>, query: string | null): Promise<void> {
  await ask(source, { first: 1, query, sortKey: 'ID' })
}

async function ask<Row>(
  { client, reader, optional, caller }: PageSource<Row>,
  variables: { first: number } & Record<string, unknown>,
): Promise<Page> {
  const query = { document: reader.document, cost: reader.cost(variables.first), variables }
  const { data, time } = await requestWithOptional(client, query, optional, caller)
  const answer = readShape(z.record(z.string(), pageSchema), data)
  const { nodes, pageInfo } = readShape(pageSchema, answer[reader.entity])
  return { nodes, endCursor: nextCursor(pageInfo), time }
}
