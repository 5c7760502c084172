import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { minorDigits } from './money.ts'
import type { ClosedPeriod, Reversals } from './period.ts'

export interface DailyTotalsInput {
  range: ClosedPeriod
  reversals: Reversals
  currencyCode: string
}

/** Total sales of each day of the range in one currency, the first day's first. */
export async function dailyTotals(
  trx: TenantTrx,
  { range, reversals, currencyCode }: DailyTotalsInput,
): Promise<string[]> {
  const { rows } = await sql<{ total: string }>`
    select round(coalesce(d.total_sales, 0), ${minorDigits(currencyCode)}::int)::text as total
    from generate_series(${range.from}::date::timestamp, ${range.to}::date::timestamp, '1 day') as b (day)
    left join (
      select day, total_sales from daily_sales
      where reversals = ${reversals} and currency_code = ${currencyCode}
        and day >= ${range.from}::date and day <= ${range.to}::date
    ) as d on d.day = b.day::date
    order by b.day
  `.execute(trx)
  return rows.map(({ total }) => total)
}
