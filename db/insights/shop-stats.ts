import type { TenantTrx } from '../index.ts'
import { existingCustomers } from './existing-customers.ts'
import { type CustomerFigures, customerFigures } from './customer-figures.ts'
import type { Filters } from './filters.ts'
import { type LedgerBalance, ledgerBalance } from './ledger-balance.ts'
import { type OtherCurrency, otherCurrencies } from './other-currencies.ts'
import type { ClosedPeriod, Period, Reversals } from './period.ts'
import { type SalesFigures, salesFigures } from './sales-figures.ts'

export interface ShopStatsInput {
  range: Period
  /** The period of the same length just before, if it is to be compared with. */
  previous: ClosedPeriod | null
  /** The same days one year earlier, likewise. */
  year?: ClosedPeriod | null
  reversals: Reversals
  filters?: Filters
  currencyCode: string
  timeZone: string
}

/** `customers` are the shop's, of any filter: for an earlier period, those who existed at its end. */
export type Figures = SalesFigures & CustomerFigures & { customers: number }

export interface ShopStats {
  current: Figures
  /** Null where it was not asked for. */
  previous: Figures | null
  year: Figures | null
  otherCurrencies: OtherCurrency[]
  ledger: LedgerBalance
}

/** All figures of a period, as metrics.md defines them, and those of the periods beside it. */
export async function shopStats(trx: TenantTrx, input: ShopStatsInput): Promise<ShopStats> {
  const { range, previous, year = null, filters = {}, timeZone } = input
  const earlier = [previous, year].filter((period) => period !== null)
  const terms = { ...input, periods: [range, ...earlier], filters }
  const sales = await salesFigures(trx, terms)
  const ordering = await customerFigures(trx, terms)
  const customers = await existingCustomers(trx, {
    ends: [null, ...earlier.map(({ to }) => to)],
    timeZone,
  })
  const figures = sales.map((sums, place) => toFigures(sums, ordering[place], customers[place]))
  const [current, ...others] = figures
  if (!current) throw new Error('A period has no figures')
  return {
    current,
    previous: previous && (others.shift() ?? null),
    year: year && (others.shift() ?? null),
    // Hardly a shop has any, and of a product this would read its rows of the ledger once more.
    otherCurrencies: sales[0]?.hasOtherCurrencies ? await otherCurrencies(trx, terms) : [],
    ledger: await ledgerBalance(trx),
  }
}

function toFigures(
  { hasOtherCurrencies: _, ...sales }: SalesFigures & { hasOtherCurrencies: boolean },
  ordering: CustomerFigures | undefined,
  customers: number | undefined,
): Figures {
  if (!ordering || customers === undefined) throw new Error('A period has no figures')
  return { ...sales, ...ordering, customers }
}
