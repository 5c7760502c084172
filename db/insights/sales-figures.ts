import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { Filters } from './filters.ts'
import type { Period, Reversals } from './period.ts'
import { boundsOfP, periodsTerm } from './periods.ts'
import { salesRows } from './sales-rows.ts'
import { type SalesSums, salesSums, shopTerms } from './sales-sums.ts'

export interface SalesFiguresInput {
  periods: readonly Period[]
  reversals: Reversals
  filters: Filters
  currencyCode: string
  timeZone: string
}

/** The counts are of every currency, for counts can be added up; money is in one currency. */
export type SalesFigures = SalesSums & { orders: number; units: number }

/** Whether `otherCurrencies` has anything to tell of the period. */
interface WithOthers {
  hasOtherCurrencies: boolean
}

/**
 * The ledger's figures of each period, in their order. `offset 0` has each period looked up by
 * itself, through the index by day.
 */
export async function salesFigures(
  trx: TenantTrx,
  { periods, reversals, filters, currencyCode, timeZone }: SalesFiguresInput,
): Promise<(SalesFigures & WithOthers)[]> {
  const { rows } = await sql<SalesFigures & WithOthers>`
    with ${shopTerms(currencyCode)},
    ${periodsTerm(periods)}
    select
      coalesce(sum(d.orders), 0)::int as orders,
      coalesce(sum(d.units), 0)::int as units,
      ${salesSums()},
      coalesce(bool_or(d.currency_code <> shop.currency_code), false) as "hasOtherCurrencies"
    from periods p
    cross join shop
    left join lateral (${salesRows({ filters, reversals, timeZone, bounds: boundsOfP })}
      offset 0
    ) as d on true
    group by p.place, shop.digits
    order by p.place
  `.execute(trx)
  return rows
}
