import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { orderObjects } from './order-lines.ts'
import { customerObjects, productObjects } from './other-lines.ts'
import type { ShopSize } from './shop-size.ts'

/** The names of the bulk files, as they are served. */
export const FILES = {
  orders: 'orders.jsonl',
  customers: 'customers.jsonl',
  products: 'products.jsonl',
}

/** What was written, as a bulk operation would state it. */
export interface BulkFile {
  objects: number
  bytes: number
}

/** Writes the shop's three bulk files, in Shopify's spelling, without ever holding one. */
export async function writeFiles(
  folder: string,
  shop: ShopSize,
): Promise<Record<keyof typeof FILES, BulkFile>> {
  return {
    orders: await writeFile(join(folder, FILES.orders), shop.orders, (number) =>
      orderObjects(number, shop),
    ),
    customers: await writeFile(join(folder, FILES.customers), shop.customers, customerObjects),
    products: await writeFile(join(folder, FILES.products), shop.products, productObjects),
  }
}

async function writeFile(
  path: string,
  count: number,
  toObjects: (number: number) => object[],
): Promise<BulkFile> {
  const stream = createWriteStream(path)
  const written: BulkFile = { objects: 0, bytes: 0 }
  for (let from = 0; from < count; from += 200) {
    let text = ''
    for (let number = from; number < Math.min(count, from + 200); number++) {
      for (const object of toObjects(number)) {
        // Ruby's JSON escapes slashes.
        text += `${JSON.stringify(object).replaceAll('/', String.raw`\/`)}\n`
        written.objects += 1
      }
    }
    written.bytes += Buffer.byteLength(text)
    if (!stream.write(text)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'close')
  return written
}
