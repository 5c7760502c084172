import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { minorDigits, toAmount } from './money.ts'
import type { Period, Reversals } from './period.ts'
import { boundsOfP, periodsTerm } from './periods.ts'
import { salesRows } from './sales-rows.ts'

/** What a shop sold in one currency. */
export interface CurrencySales {
  currencyCode: string
  totalSales: string
  orders: number
}

export interface CurrencySalesInput {
  periods: readonly Period[]
  reversals: Reversals
  timeZone: string
}

/** Total sales and orders of each period, in their order, by the currency they were made in. */
export async function currencySales(
  trx: TenantTrx,
  { periods, reversals, timeZone }: CurrencySalesInput,
): Promise<CurrencySales[][]> {
  const { rows } = await sql<CurrencySales & { place: number }>`
    with ${periodsTerm(periods)}
    select
      p.place,
      d.currency_code as "currencyCode",
      sum(d.total_sales)::text as "totalSales",
      sum(d.orders)::int as orders
    from periods p
    cross join lateral (${salesRows({ filters: {}, reversals, timeZone, bounds: boundsOfP })}
      offset 0
    ) as d
    group by p.place, d.currency_code
    order by p.place, d.currency_code
  `.execute(trx)
  return periods.map((_, at) => rows.filter(({ place }) => place === at).map(toSales))
}

function toSales({ currencyCode, totalSales, orders }: CurrencySales): CurrencySales {
  return { currencyCode, totalSales: toAmount(totalSales, minorDigits(currencyCode)), orders }
}
