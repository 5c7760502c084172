import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { Filters } from './filters.ts'
import { minorDigits, toAmount } from './money.ts'
import type { Period, Reversals } from './period.ts'
import { boundsOf } from './periods.ts'
import { salesRows } from './sales-rows.ts'

export interface OtherCurrency {
  currencyCode: string
  totalSales: string
  orders: number
}

export interface OtherCurrenciesInput {
  range: Period
  reversals: Reversals
  filters: Filters
  currencyCode: string
  timeZone: string
}

/** Sales in currencies other than the shop's, such as those it had before; never added up. */
export async function otherCurrencies(
  trx: TenantTrx,
  { range, reversals, filters, currencyCode, timeZone }: OtherCurrenciesInput,
): Promise<OtherCurrency[]> {
  const bounds = boundsOf(range)
  const { rows } = await sql<OtherCurrency>`
    select
      d.currency_code as "currencyCode",
      sum(d.total_sales)::text as "totalSales",
      sum(d.orders)::int as orders
    from (${salesRows({ filters, reversals, timeZone, bounds })}
    ) as d
    where d.currency_code <> ${currencyCode}
    group by d.currency_code
    order by d.currency_code
  `.execute(trx)
  return rows.map((row) => ({
    ...row,
    totalSales: toAmount(row.totalSales, minorDigits(row.currencyCode)),
  }))
}
