import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { DumpLine } from '../../../dev/shopify/truth/dump.ts'
import type { truth } from '../../../dev/shopify/truth/index.ts'
import { fetchTruth } from '../../compare.ts'
import type { RunFile } from '../../system.ts'

export type Line<Kind extends DumpLine['kind']> = Extract<DumpLine, { kind: Kind }>

/** Everything that a shop holds, in the generator's own words: minor units and milliseconds. */
export interface ShopWorld {
  shop: Line<'shop'>
  orders: Map<number, Line<'order'>>
  customers: Map<number, Line<'customer'>>
  products: Map<number, Line<'product'>>
  variants: Map<number, Line<'variant'>>
}

export type WorldOrder = Line<'order'>

/** Reads a shop's dump line by line. Freeze the clock first. */
export async function readWorld(run: RunFile, domain: string): Promise<ShopWorld> {
  const response = await fetch(`${run.shopifyControl}/_control/dump?shop=${domain}`)
  if (!response.ok || response.body === null) {
    throw new Error(`The dump of ${domain} answered ${response.status}`)
  }
  const lines = createInterface({
    input: Readable.fromWeb(response.body as ReadableStream<Uint8Array>),
    crlfDelay: Infinity,
  })
  let shop: Line<'shop'> | undefined
  const world = {
    orders: new Map<number, Line<'order'>>(),
    customers: new Map<number, Line<'customer'>>(),
    products: new Map<number, Line<'product'>>(),
    variants: new Map<number, Line<'variant'>>(),
  }
  for await (const text of lines) {
    const line = JSON.parse(text) as DumpLine
    if (line.kind === 'shop') shop = line
    else if (line.kind === 'order') world.orders.set(line.id, line)
    else if (line.kind === 'customer') world.customers.set(line.id, line)
    else if (line.kind === 'product') world.products.set(line.id, line)
    else world.variants.set(line.id, line)
  }
  if (shop === undefined) throw new Error(`The dump of ${domain} is empty`)
  return { shop, ...world }
}

/** The stand-in's own account of a shop. */
export type ShopTruth = ReturnType<typeof truth>

/** Reads the whole of it. */
export async function readTruth(run: RunFile, domain: string): Promise<ShopTruth> {
  return (await fetchTruth(run, domain)) as unknown as ShopTruth
}
