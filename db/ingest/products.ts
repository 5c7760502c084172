import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { hashProduct } from './content-hash.ts'
import { encodeRows, type EncodedRows } from './encoded-rows.ts'
import { findProductFault } from './input-faults.ts'
import type { IngestResult, ProductInput } from './inputs.ts'
import {
  prepareBatch,
  type EntityRules,
  type IngestOptions,
  type PreparedBatch,
} from './prepare-batch.ts'
import { runInTurn } from './run-in-turn.ts'
import { currentTenant, idArray, names, recordset, setExcluded, type Columns } from './statement.ts'
import { insertEntities, replaceEntities } from './write-entities.ts'

const PRODUCT_COLUMNS = {
  id: 'bigint',
  title: 'text',
  handle: 'text',
  status: 'text',
  vendor: 'text',
  product_type: 'text',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  content_hash: 'bytea',
} as const satisfies Columns

const VARIANT_COLUMNS = {
  id: 'bigint',
  product_id: 'bigint',
  title: 'text',
  sku: 'text',
  price: 'numeric',
  position: 'integer',
} as const satisfies Columns

const VARIANT_CONTENT = Object.keys(VARIANT_COLUMNS).filter((name) => name !== 'id')

type Write = PreparedBatch<ProductInput>['write'][number]

const RULES: EntityRules<ProductInput> = {
  entity: 'products',
  findFault: findProductFault,
  hash: hashProduct,
  customerId: () => null,
}

/**
 * Mirrors a batch of products with their variants. A product of which only a variant changed counts
 * as changed. Variants missing from an incomplete list stay.
 */
export async function ingestProducts(
  trx: TenantTrx,
  batch: readonly ProductInput[],
  options: IngestOptions = {},
): Promise<IngestResult> {
  const { write, same, result } = await prepareBatch(trx, batch, RULES, options)
  const fresh = write.filter((one) => one.stored === undefined)
  const known = write.filter((one) => one.stored !== undefined)
  await runInTurn(trx, [
    () => (fresh.length > 0 ? insertEntities('products', encode(fresh)) : undefined),
    () => (known.length > 0 ? replaceEntities('products', encode(known)) : undefined),
  ])
  const current = [...write.map((one) => one.input), ...same]
  const changed = new Set([
    ...write.map((one) => one.input.id),
    ...(await deleteVanishedVariants(trx, current)),
    ...(await upsertVariants(trx, current)),
  ])
  return {
    ...result,
    changed: changed.size,
    unchanged: result.changed + result.unchanged - changed.size,
  }
}

/** Ids of the products that lost a variant. */
async function deleteVanishedVariants(
  trx: TenantTrx,
  products: readonly ProductInput[],
): Promise<string[]> {
  const complete = products.filter((product) => product.variantsComplete)
  if (complete.length === 0) return []
  const kept = complete.flatMap((product) => product.variants.map((variant) => variant.id))
  const { rows } = await sql<{ product_id: string }>`
    delete from variants
    where product_id = any(${idArray(complete.map((product) => product.id))})
      and id not in (select unnest(${idArray(kept)}))
    returning product_id::text
  `.execute(trx)
  return rows.map((row) => row.product_id)
}

/** Ids of the products that gained a variant, or of which one differs. */
async function upsertVariants(
  trx: TenantTrx,
  products: readonly ProductInput[],
): Promise<string[]> {
  // A variant that moved between two products of this batch is where the later one says.
  const variants = [
    ...new Map(products.flatMap(toVariantRows).map((row) => [row.id, row])).values(),
  ]
  if (variants.length === 0) return []
  const { rows } = await sql<{ product_id: string }>`
    insert into variants (tenant_id, ${names(VARIANT_COLUMNS)})
    select ${currentTenant}, ${names(VARIANT_COLUMNS, 'incoming')}
    from ${recordset(variants, VARIANT_COLUMNS, 'incoming')}
    where not exists (
      select from variants as stored
      where stored.id = incoming.id
        and (${names(VARIANT_CONTENT, 'stored')})
          is not distinct from (${names(VARIANT_CONTENT, 'incoming')})
    )
    on conflict (tenant_id, id) do update set ${setExcluded(VARIANT_CONTENT)}, synced_at = now()
    returning product_id::text
  `.execute(trx)
  return rows.map((row) => row.product_id)
}

function encode(writes: readonly Write[]): EncodedRows<typeof PRODUCT_COLUMNS> {
  return encodeRows(writes.map(toRow), PRODUCT_COLUMNS)
}

function toRow({ input: product, hash }: Write): Record<keyof typeof PRODUCT_COLUMNS, unknown> {
  return {
    id: product.id,
    title: product.title,
    handle: product.handle,
    status: product.status,
    vendor: product.vendor,
    product_type: product.productType,
    created_at: product.createdAt,
    updated_at: product.updatedAt,
    content_hash: hash,
  }
}

function toVariantRows(product: ProductInput): Record<keyof typeof VARIANT_COLUMNS, unknown>[] {
  return product.variants.map((variant) => ({
    id: variant.id,
    product_id: product.id,
    title: variant.title,
    sku: variant.sku,
    price: variant.price,
    position: variant.position,
  }))
}
