import { type RawBuilder, sql } from 'kysely'
import { returnedSalesShare, returnedUnitsShare } from './product-measures.ts'

/** What products can be sorted by. Those of the same value follow by their ids. */
export type ProductSort =
  | 'netSales'
  | 'grossSales'
  | 'discounts'
  | 'returns'
  | 'unitsSold'
  | 'unitsReturned'
  | 'returnedUnitsShare'
  | 'returnedSalesShare'
  | 'lastSoldOn'
  | 'title'

/** The last row of a page. */
export interface ProductPlace {
  sortValue: string
  productId: string
  /** 0 where rows are products. */
  variantId: string
}

const TYPES: Partial<Record<ProductSort, 'date' | 'text'>> = { lastSoldOn: 'date', title: 'text' }

/**
 * A value for each row of `listed`, never null: what is nothing comes before all that is something.
 * By `lastSoldOn`, `last_sold` must be joined to it.
 */
export function sortValue(sort: ProductSort): RawBuilder<unknown> {
  const values: Record<ProductSort, RawBuilder<unknown>> = {
    netSales: sql`listed.net_sales`,
    grossSales: sql`listed.gross_sales`,
    discounts: sql`listed.discounts`,
    returns: sql`listed.returns`,
    unitsSold: sql`listed.units_sold`,
    unitsReturned: sql`listed.units_returned`,
    returnedUnitsShare: sql`coalesce(${returnedUnitsShare('listed')}, '-infinity')`,
    returnedSalesShare: sql`coalesce(${returnedSalesShare('listed')}, '-infinity')`,
    lastSoldOn: sql`coalesce(last_sold.day, '-infinity')`,
    title: sql`coalesce(lower(listed.title), '')`,
  }
  return values[sort]
}

/** What lies behind a place. */
export function isAfter(
  { sortValue, productId, variantId }: ProductPlace,
  sort: ProductSort,
  direction: 'asc' | 'desc',
): RawBuilder<unknown> {
  const value = sql`${sortValue}::text::${sql.raw(TYPES[sort] ?? 'numeric')}`
  return sql`
    ranked.sort_value ${direction === 'asc' ? sql`>` : sql`<`} ${value}
    or ranked.sort_value = ${value}
      and (ranked.product_id, ranked.variant_id) > (${productId}::bigint, ${variantId}::bigint)
  `
}

export function orderRows(alias: string, direction: 'asc' | 'desc'): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const way = direction === 'asc' ? sql`asc` : sql`desc`
  return sql`${column('sort_value')} ${way}, ${column('product_id')}, ${column('variant_id')}`
}

/** Of `products p`, outer-joined: Shopify's status in small letters, or what became of it. */
export const productState = sql`
        case
          when p.id is null then 'unknown'
          when p.deleted_at is not null then 'deleted'
          else lower(p.status)
        end`
