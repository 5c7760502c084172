import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { minorDigits, toAmount } from './money.ts'
import type { Period, Reversals } from './period.ts'

export interface OtherCurrency {
  currencyCode: string
  totalSales: string
  orders: number
}

/** Sales in currencies other than the shop's, such as those it had before; never added up. */
export async function otherCurrencies(
  trx: TenantTrx,
  { range, reversals, currencyCode }: { range: Period; reversals: Reversals; currencyCode: string },
): Promise<OtherCurrency[]> {
  const { rows } = await sql<OtherCurrency>`
    select
      d.currency_code as "currencyCode",
      sum(d.total_sales)::text as "totalSales",
      sum(d.orders)::int as orders
    from daily_sales d
    where d.reversals = ${reversals}
      and d.day >= coalesce(${range.from}::date, '-infinity')
      and d.day <= coalesce(${range.to}::date, 'infinity')
      and d.currency_code <> ${currencyCode}
    group by d.currency_code
    order by d.currency_code
  `.execute(trx)
  return rows.map((row) => ({
    ...row,
    totalSales: toAmount(row.totalSales, minorDigits(row.currencyCode)),
  }))
}
