import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { ClosedPeriod, Period, Reversals } from './period.ts'
import { type SalesSums, salesSums, shopTerms } from './sales-sums.ts'

export interface SalesFiguresInput {
  range: Period
  previous: ClosedPeriod | null
  reversals: Reversals
  currencyCode: string
}

/** `orders` counts every currency's, for a count can be added up; money is in one currency. */
export type SalesFigures = SalesSums & { orders: number }

/** The ledger's figures of a period and of the one before, from the day rollups. */
export async function salesFigures(
  trx: TenantTrx,
  { range, previous, reversals, currencyCode }: SalesFiguresInput,
): Promise<{ current: SalesFigures; previous: SalesFigures }> {
  const { rows } = await sql<SalesFigures>`
    with ${shopTerms(currencyCode)},
    periods (period, from_day, to_day) as (
      values
        ('current', ${range.from}::date, ${range.to}::date),
        ('previous', ${previous?.from ?? 'infinity'}::date, ${previous?.to ?? '-infinity'}::date)
    )
    select
      coalesce(sum(d.orders), 0)::int as orders,
      ${salesSums()}
    from periods p
    cross join shop
    left join daily_sales d
      on d.reversals = ${reversals}
      and d.day >= coalesce(p.from_day, '-infinity')
      and d.day <= coalesce(p.to_day, 'infinity')
    group by p.period, shop.digits
    order by p.period
  `.execute(trx)
  const [current, before] = rows
  if (!current || !before) throw new Error('A period is missing')
  return { current, previous: before }
}
