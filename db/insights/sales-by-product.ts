import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { Period, Reversals } from './period.ts'
import { isInView } from './product-days.ts'
import { shopTerms } from './sales-sums.ts'

export interface SalesByProductInput {
  range: Period
  reversals: Reversals
  /** So many products one by one, the others together. */
  limit: number
  currencyCode: string
}

/** Money: exact decimal strings in the shop's currency. */
export interface ProductShare {
  /** `other`: the products beyond the limit; `adjustment`: what belongs to no product at all. */
  kind: 'product' | 'other' | 'adjustment'
  /** Shopify's numeric id; 0: lines that name no product. Null for other kinds. */
  productId: string | null
  /** Null where the mirror doesn't know. */
  title: string | null
  units: number
  grossSales: string
  discounts: string
  returns: string
  netSales: string
}

/**
 * What each product contributed to the net sales of a period, by net sales, then id. The rows add up
 * to the shop's figures: an adjustment is the difference between what was given back and what the
 * lines were worth, and is nobody's.
 */
export async function salesByProduct(
  trx: TenantTrx,
  { range, reversals, limit, currencyCode }: SalesByProductInput,
): Promise<ProductShare[]> {
  const inRange = sql`d.day >= ${range.from ?? '-infinity'}::date
          and d.day <= ${range.to ?? 'infinity'}::date`
  const { rows } = await sql<ProductShare>`
    with ${shopTerms(currencyCode)},
    sold as (
      select d.product_id, ${SUMS}
      from daily_product_sales d
      cross join shop
      where d.${isInView(reversals)} and ${inRange}
      group by d.product_id
      having sum(d.entries) <> 0
    ),
    ranked as (
      select sold.*, row_number() over (order by net_sales desc, product_id) as place from sold
    ),
    shares (kind, place, product_id, units, gross_sales, discounts, returns, net_sales) as (
      select 'product', place, product_id, units, gross_sales, discounts, returns, net_sales
      from ranked
      where place <= ${limit}
      union all
      select 'other', null, null, ${SUMS_OF_SUMS}
      from ranked d
      where place > ${limit}
      having count(*) > 0
      union all
      select 'adjustment', null, null, u.units, u.gross_sales, u.discounts, u.returns, u.net_sales
      from (
        select
          a.units - p.units as units,
          a.gross_sales - p.gross_sales as gross_sales,
          a.discounts - p.discounts as discounts,
          a.returns - p.returns as returns,
          a.net_sales - p.net_sales as net_sales
        from (select ${SUMS} from daily_sales d cross join shop
          where d.reversals = ${reversals} and ${inRange}) as a
        cross join (select ${SUMS_OF_SUMS} from sold d) as p
      ) as u
      where u.net_sales <> 0
    )
    select
      s.kind,
      s.product_id::text as "productId",
      (select title from products p where p.id = s.product_id) as title,
      s.units::int as units,
      round(s.gross_sales, shop.digits)::text as "grossSales",
      round(s.discounts, shop.digits)::text as discounts,
      round(s.returns, shop.digits)::text as returns,
      round(s.net_sales, shop.digits)::text as "netSales"
    from shares s
    cross join shop
    order by s.place nulls last, s.kind desc
  `.execute(trx)
  return rows
}

const MONEY = ['gross_sales', 'discounts', 'returns', 'net_sales']

/** Units of every currency, money of the shop's. */
const SUMS = sql.join([
  sql`coalesce(sum(d.units), 0) as units`,
  ...MONEY.map((name) => {
    const column = sql.ref(name)
    return sql`coalesce(sum(d.${column}) filter (where d.currency_code = shop.currency_code), 0)
          as ${column}`
  }),
])

const SUMS_OF_SUMS = sql.join(
  ['units', ...MONEY].map((name) => {
    const column = sql.ref(name)
    return sql`coalesce(sum(d.${column}), 0) as ${column}`
  }),
)
