import { type RawBuilder, sql } from 'kysely'
import type { TenantTrx } from '../index.ts'

/** Sizes of differences are cut at 1, 10, 100 and 1,000 units of the currency. */
const SIZES = [0, 1, 10, 100, 1000] as const
/** Ages of Shopify's values are cut at a day, a week and 30 days. */
const AGES = [0, 1, 7, 30] as const

/** Customers whose figure lies in an interval. */
export interface DriftInterval {
  from: number
  /** Not in the interval; null: it has no end. */
  to: number | null
  customers: number
}

export interface CurrencyDrift {
  currencyCode: string
  /** Whose lifetime value differs from Shopify's. */
  customers: number
  /** For whom ours is higher; for the others it is lower. */
  oursHigher: number
  /** Ours less Shopify's, added up. Exact, not padded, as are the two below. */
  difference: string
  /** Sizes of the differences, added up. */
  differenceSize: string
  /** The largest size. */
  largest: string
  sizes: DriftInterval[]
}

export interface CustomerDrift {
  byCurrency: CurrencyDrift[]
  /** Customers with orders in another currency than Shopify's value, or in two. */
  notComparable: number
  /** When the oldest and the newest of the differing values of Shopify was read. */
  oldestReadAt: Date | null
  newestReadAt: Date | null
  /** Ages of the differing values, in days. */
  ages: DriftInterval[]
}

interface Row extends Omit<CustomerDrift, 'byCurrency' | 'ages'> {
  byCurrency: (Omit<CurrencyDrift, 'sizes'> & { sizes: number[] })[] | null
  ages: number[]
}

/**
 * How many customers with orders have a lifetime value that Shopify does not show, by how much, and
 * how long ago Shopify's was read. Looks at those only whose values differ.
 */
export async function customerDrift(trx: TenantTrx): Promise<CustomerDrift> {
  const { rows } = await sql<Row>`
    with drift as (
      select
        d.currency_code, d.difference, abs(d.difference) as size, d.shopify_read_at,
        extract(epoch from now() - d.shopify_read_at) / 86400 as age
      from customer_drift d
    ),
    by_currency as (
      select
        currency_code as "currencyCode",
        count(*) as customers,
        count(*) filter (where difference > 0) as "oursHigher",
        sum(difference)::text as difference,
        sum(size)::text as "differenceSize",
        max(size)::text as largest,
        ${countByInterval(sql`size`, SIZES)} as sizes
      from drift
      where currency_code is not null
      group by currency_code
    )
    select
      (select json_agg(b order by b.customers desc, b."currencyCode") from by_currency b)
        as "byCurrency",
      (count(*) filter (where currency_code is null))::int as "notComparable",
      min(shopify_read_at) filter (where currency_code is not null) as "oldestReadAt",
      max(shopify_read_at) filter (where currency_code is not null) as "newestReadAt",
      ${countByInterval(sql`case when currency_code is not null then age end`, AGES)} as ages
    from drift
  `.execute(trx)
  const [row] = rows
  if (!row) throw new Error('An aggregate gave no row')
  return {
    ...row,
    byCurrency: (row.byCurrency ?? []).map((one) => ({ ...one, sizes: cut(one.sizes, SIZES) })),
    ages: cut(row.ages, AGES),
  }
}

/** An array of numbers of rows, one for each interval. */
function countByInterval(value: RawBuilder<unknown>, begins: readonly number[]) {
  const counts = begins.map((begin, at) => {
    const end = begins[at + 1]
    const below = end === undefined ? sql`` : sql` and ${value} < ${sql.lit(end)}`
    return sql`(count(*) filter (where ${value} >= ${sql.lit(begin)}${below}))::int`
  })
  return sql`json_build_array(${sql.join(counts)})`
}

function cut(counts: readonly number[], begins: readonly number[]): DriftInterval[] {
  return counts.map((customers, at) => ({
    from: begins[at] ?? 0,
    to: begins[at + 1] ?? null,
    customers,
  }))
}
