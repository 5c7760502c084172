import type { TenantTrx } from '../index.ts'
import { type CustomerFigures, customerFigures } from './customer-figures.ts'
import { type LedgerBalance, ledgerBalance } from './ledger-balance.ts'
import { type OtherCurrency, otherCurrencies } from './other-currencies.ts'
import type { ClosedPeriod, Period, Reversals } from './period.ts'
import { type SalesFigures, salesFigures } from './sales-figures.ts'

export interface ShopStatsInput {
  range: Period
  /** The period of the same length just before, if it is to be compared with. */
  previous: ClosedPeriod | null
  reversals: Reversals
  currencyCode: string
  timeZone: string
}

export type Figures = SalesFigures & CustomerFigures

export interface ShopStats {
  current: Figures
  /** Null where no previous period was asked for. */
  previous: Figures | null
  otherCurrencies: OtherCurrency[]
  ledger: LedgerBalance
}

/** All figures of a period, as metrics.md defines them, and those of the period before. */
export async function shopStats(trx: TenantTrx, input: ShopStatsInput): Promise<ShopStats> {
  const sales = await salesFigures(trx, input)
  const customers = await customerFigures(trx, input)
  return {
    current: { ...sales.current, ...customers.current },
    previous: input.previous && { ...sales.previous, ...customers.previous },
    otherCurrencies: await otherCurrencies(trx, input),
    ledger: await ledgerBalance(trx),
  }
}
