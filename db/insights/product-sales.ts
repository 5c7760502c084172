import { type RawBuilder, sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { Period, Reversals } from './period.ts'
import { lastSold, productDays } from './product-days.ts'
import {
  listSums,
  type ProductMeasures,
  selectProductMeasures,
  sumProducts,
  sumSums,
} from './product-measures.ts'
import {
  isAfter,
  orderRows,
  type ProductPlace,
  productState,
  type ProductSort,
  sortValue,
} from './product-order.ts'
import { shopTerms } from './sales-sums.ts'

export interface ProductSalesInput {
  range: Period
  reversals: Reversals
  currencyCode: string
  by: 'product' | 'variant'
  /**
   * `sold`: whatever counted in the range, what names no product included, so that the rows add up;
   * `live`: what is for sale now, also what was not sold in the range.
   */
  show: 'sold' | 'live'
  sort: ProductSort
  direction: 'asc' | 'desc'
  /** The row after which the page begins. */
  after?: ProductPlace | undefined
  limit: number
  /** A part of a title, vendor, type or SKU, whatever the case of its letters. */
  search?: string | undefined
  vendor?: string | undefined
  productType?: string | undefined
  /** Shopify's numeric id; 0: lines that name no product. */
  productId?: string | undefined
}

export interface ProductRow extends ProductMeasures {
  /** 0: lines that name no product, which are custom items and products that were deleted. */
  productId: string
  /** 0: lines that name no variant, or rows that are products. */
  variantId: string
  /** Null where the mirror doesn't know. */
  title: string | null
  variantTitle: string | null
  sku: string | null
  vendor: string | null
  productType: string | null
  /** Shopify's status in small letters, `deleted`, or `unknown` where the mirror has no such product. */
  state: string
  /** The last day on which units were sold, whatever the range; null: never. */
  lastSoldOn: string | null
  /** With the ids: the place after which the next page begins. */
  sortValue: string
}

export interface ProductSales {
  rows: ProductRow[]
  /** Of all pages. */
  total: ProductMeasures & { rows: number }
  /** Whether another page follows. */
  more: boolean
}

/** As Postgres answers: each row has the totals beside it; of no rows there is one with nothing else. */
type Found = (ProductRow | { [Name in keyof ProductRow]: null }) & { total: ProductSales['total'] }

/** Products or variants with their figures, sorted and paged. Money is in the shop's currency only. */
export async function productSales(
  trx: TenantTrx,
  input: ProductSalesInput,
): Promise<ProductSales> {
  const { range, reversals, by, productId, sort, direction, after, limit } = input
  const variantId = by === 'variant' ? sql`d.variant_id` : sql`0::bigint`
  const which = productId === undefined ? sql`true` : sql`product_id = ${productId}::bigint`
  const ofPage = sql`product_id = any(array(select product_id from page))`
  // Then it is needed of all before there is a page.
  const bySale = sort === 'lastSoldOn'
  const { rows } = await sql<Found>`
    with ${shopTerms(input.currencyCode)},
    ${productDays('d', { range, reversals, which })},
    sold as (
      select
        d.product_id,
        ${variantId} as variant_id,
        ${sumProducts()}
      from d
      cross join shop
      group by 1, 2
      having sum(d.entries) <> 0
    ),
    listed as (${listed(input)}),
    summed as (
      select
        count(*) as rows,
        ${sumSums('listed')}
      from listed
    ),
    ${bySale ? sql`${lastSold(by)},` : sql``}
    page as (
      select *
      from (
        select listed.*, ${sortValue(sort)} as sort_value
        from listed
        ${bySale ? sql`left join last_sold using (product_id, variant_id)` : sql``}
      ) as ranked
      where ${after === undefined ? sql`true` : isAfter(after, sort, direction)}
      order by ${orderRows('ranked', direction)}
      limit ${limit + 1}
    )
    ${bySale ? sql`` : sql`, ${lastSold(by, ofPage)}`}
    select
      page.product_id::text as "productId",
      page.variant_id::text as "variantId",
      page.title,
      page.variant_title as "variantTitle",
      page.sku,
      page.vendor,
      page.product_type as "productType",
      page.state,
      last_sold.day::text as "lastSoldOn",
      page.sort_value::text as "sortValue",
      ${selectProductMeasures('page')},
      total.total
    from (
      select to_jsonb(t) as total
      from (
        select summed.rows, ${selectProductMeasures('summed')}
        from summed
        cross join shop
      ) as t
    ) as total
    cross join shop
    left join page on true
    left join last_sold using (product_id, variant_id)
    order by ${orderRows('page', direction)}
  `.execute(trx)
  return toSales(rows, limit)
}

/** What is listed, with what the mirror knows of it. */
function listed(input: ProductSalesInput): RawBuilder<unknown> {
  const byVariant = input.by === 'variant'
  const from = input.show === 'live' ? fromLive(byVariant) : fromSold(byVariant)
  return sql`
      select
        ${from.ids},
        p.title,
        p.vendor,
        p.product_type,
        ${byVariant ? sql`v.title` : sql`null`} as variant_title,
        ${byVariant ? sql`v.sku` : sql`null`} as sku,
        ${productState} as state,
        ${listSums('s')}
      ${from.tables}
      where ${sql.join([sql`true`, ...from.conditions, ...conditions(input)], sql` and `)}
    `
}

interface Source {
  ids: RawBuilder<unknown>
  tables: RawBuilder<unknown>
  conditions: RawBuilder<unknown>[]
}

function fromSold(byVariant: boolean): Source {
  const variants = sql`left join variants v on v.id = s.variant_id`
  return {
    ids: sql`s.product_id, s.variant_id`,
    tables: sql`from sold s left join products p on p.id = s.product_id ${byVariant ? variants : sql``}`,
    conditions: [],
  }
}

function fromLive(byVariant: boolean): Source {
  const variants = sql`join variants v on v.product_id = p.id`
  const sameVariant = byVariant ? sql`and s.variant_id = v.id` : sql``
  return {
    ids: sql`p.id as product_id, ${byVariant ? sql`v.id` : sql`0::bigint`} as variant_id`,
    tables: sql`
      from products p ${byVariant ? variants : sql``}
      left join sold s on s.product_id = p.id ${sameVariant}`,
    // Unlisted products are sold too, by their link.
    conditions: [sql`p.deleted_at is null`, sql`p.status in ('ACTIVE', 'UNLISTED')`],
  }
}

function conditions({
  by,
  show,
  search,
  vendor,
  productType,
  productId,
}: ProductSalesInput): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = []
  if (vendor !== undefined) found.push(sql`p.vendor = ${vendor}`)
  if (productType !== undefined) found.push(sql`p.product_type = ${productType}`)
  if (show === 'live' && productId !== undefined) found.push(sql`p.id = ${productId}::bigint`)
  if (search !== undefined) {
    const holds = (text: RawBuilder<unknown>) => sql`strpos(lower(${text}), lower(${search})) > 0`
    const variant =
      by === 'variant'
        ? holds(sql`concat_ws(' ', v.title, v.sku)`)
        : sql`exists (select from variants v where v.product_id = p.id and ${holds(sql`v.sku`)})`
    found.push(
      sql`(${holds(sql`concat_ws(' ', p.title, p.vendor, p.product_type)`)} or ${variant})`,
    )
  }
  return found
}

function toSales(found: Found[], limit: number): ProductSales {
  const [first] = found
  if (!first) throw new Error('The totals are missing')
  const rows = found.flatMap(({ total: _, ...row }) => (row.productId === null ? [] : [row]))
  return { rows: rows.slice(0, limit), total: first.total, more: rows.length > limit }
}
