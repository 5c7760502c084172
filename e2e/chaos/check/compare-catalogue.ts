import { type Differences, type Fields, isoTime } from './differences.ts'
import { toMinorUnits } from './minor-units.ts'
import type { ReadRows } from './read-rows.ts'
import type { ShopWorld } from './world.ts'

/** Products with their variants. */
export async function compareCatalogue(
  name: string,
  world: ShopWorld,
  read: ReadRows,
  differences: Differences,
): Promise<void> {
  differences.compareAll(
    `${name}: product`,
    new Map([...world.products.values()].map((product) => [String(product.id), toFields(product)])),
    await readProducts(read),
  )
  differences.compareAll(
    `${name}: variant`,
    new Map(
      [...world.variants.values()].map((variant) => [
        String(variant.id),
        {
          product: String(variant.productId),
          title: variant.title,
          sku: variant.sku,
          price: String(variant.price),
          position: variant.position,
        },
      ]),
    ),
    await readVariants(read, world.shop.minorDigits),
  )
}

function toFields(product: ShopWorld['products'] extends Map<number, infer P> ? P : never): Fields {
  return {
    title: product.title,
    handle: product.handle,
    status: product.status,
    vendor: product.vendor,
    type: product.productType,
    createdAt: isoTime(product.createdAt),
    updatedAt: isoTime(product.updatedAt),
  }
}

interface ProductRow {
  id: string
  title: string
  handle: string
  status: string
  vendor: string | null
  type: string | null
  created_at: Date
  updated_at: Date
}

async function readProducts(read: ReadRows): Promise<Map<string, Fields>> {
  const rows = await read<ProductRow>(`
    select id::text, title, handle, status, vendor, product_type as type, created_at, updated_at
    from products where tenant_id = $1 and deleted_at is null`)
  return new Map(
    rows.map(({ id, created_at, updated_at, ...row }) => [
      id,
      { ...row, createdAt: created_at.toISOString(), updatedAt: updated_at.toISOString() },
    ]),
  )
}

/** Without those of products that are gone, whose variants went with them. */
async function readVariants(read: ReadRows, digits: number): Promise<Map<string, Fields>> {
  const rows = await read<{ id: string; price: string | null } & Record<string, unknown>>(`
    select v.id::text, v.product_id::text as product, v.title, v.sku, v.price::text, v.position
    from variants v
    left join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = $1 and p.deleted_at is null`)
  return new Map(
    rows.map(({ id, price, ...row }) => [
      id,
      { ...row, price: price === null ? null : toMinorUnits(price, digits) },
    ]),
  )
}
