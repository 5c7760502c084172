import { type RawBuilder, sql } from 'kysely'

/** What is added up over `daily_product_sales d`: units of all currencies, money of the shop's only. */
const SUMS: Record<string, RawBuilder<unknown>> = {
  units_sold: sql`sum(d.units - d.returned_units)`,
  units_returned: sql`-sum(d.returned_units)`,
  gross_sales: ours('gross_sales'),
  discounts: ours('discounts'),
  returns: ours('returns'),
  net_sales: ours('net_sales'),
}

/** Figures of a product, a variant, a bucket or of all of them. Money: exact decimal strings. */
export interface ProductMeasures {
  unitsSold: number
  unitsReturned: number
  grossSales: string
  discounts: string
  returns: string
  netSales: string
  /** Units returned ÷ units sold; null when none were sold. Above 1 where more came back than left. */
  returnedUnitsShare: number | null
  /** Minus returns ÷ (gross sales + discounts); null when that is 0. */
  returnedSalesShare: number | null
}

/** Select list over `daily_product_sales d` and the CTE `shop`, by the columns' own names. */
export function sumProducts(): RawBuilder<unknown> {
  return list(([name, sum]) => sql`coalesce(${sum}, 0) as ${sql.id(name)}`)
}

/** Select list that adds sums up again. */
export function sumSums(alias: string): RawBuilder<unknown> {
  return list(([name]) => sql`coalesce(sum(${sql.ref(`${alias}.${name}`)}), 0) as ${sql.id(name)}`)
}

/** Select list of such sums, zero where an outer join found none. */
export function listSums(alias: string): RawBuilder<unknown> {
  return list(([name]) => sql`coalesce(${sql.ref(`${alias}.${name}`)}, 0) as ${sql.id(name)}`)
}

/** Unrounded; null where nothing was sold. Over columns of `alias`. */
export function returnedUnitsShare(alias: string): RawBuilder<unknown> {
  return sql`${sql.ref(`${alias}.units_returned`)} / nullif(${sql.ref(`${alias}.units_sold`)}, 0)`
}

/** Unrounded; null where nothing was sold. Over columns of `alias`. */
export function returnedSalesShare(alias: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`-${column('returns')} / nullif(${column('gross_sales')} + ${column('discounts')}, 0)`
}

/** `ProductMeasures` from sums, rounded by the CTE `shop`. */
export function selectProductMeasures(alias: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const units = (name: string) => sql`${column(name)}::float8`
  const money = (name: string) => sql`round(${column(name)}, shop.digits)::text`
  const share = (of: RawBuilder<unknown>) => sql`round(${of}, 6)::float8`
  const measures: Record<keyof ProductMeasures, RawBuilder<unknown>> = {
    unitsSold: units('units_sold'),
    unitsReturned: units('units_returned'),
    grossSales: money('gross_sales'),
    discounts: money('discounts'),
    returns: money('returns'),
    netSales: money('net_sales'),
    returnedUnitsShare: share(returnedUnitsShare(alias)),
    returnedSalesShare: share(returnedSalesShare(alias)),
  }
  return sql.join(
    Object.entries(measures).map(([name, value]) => sql`${value} as ${sql.id(name)}`),
    sql`,\n      `,
  )
}

function ours(column: string): RawBuilder<unknown> {
  return sql`sum(${sql.ref(`d.${column}`)}) filter (where d.currency_code = shop.currency_code)`
}

function list(
  toColumn: (sum: [name: string, sum: RawBuilder<unknown>]) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql.join(Object.entries(SUMS).map(toColumn), sql`,\n        `)
}
