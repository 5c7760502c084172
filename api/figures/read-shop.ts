import { connectionState, type TenantTrx } from '@tidemark/db'
import {
  type CurrencySales,
  currencySales,
  type CustomerFigures,
  customerFigures,
  dailyTotals,
  listRuns,
  minorDigits,
  shopInfo,
  type SyncRun,
  toAmount,
} from '@tidemark/db/insights'
import type { ShopReading, ShopsQuery } from '../schemas/index.ts'
import { toExplained } from './to-explained.ts'
import { comparedPeriods } from './compared-periods.ts'
import { historyRange } from './history-range.ts'
import { moneyIn, shopTerms } from './shop-terms.ts'

/** The figures and the state of the transaction's own shop, for a list of shops. */
export async function readShop(trx: TenantTrx, query: ShopsQuery): Promise<ShopReading> {
  const shop = await shopInfo(trx)
  const { currencyCode, timeZone } = shopTerms(shop)
  const { reversals } = query
  const range = historyRange({ ...query, interval: 'day' }, shop.today)
  const { previous } = comparedPeriods(range, 'previous')
  const periods = [range, ...(previous ? [previous] : [])]
  const sales = await currencySales(trx, { periods, reversals, timeZone })
  const ordering = await customerFigures(trx, { periods, filters: {}, timeZone })
  const [newestRun] = await listRuns(trx, { limit: 1 })
  const { trouble } = await connectionState(trx)
  return {
    status: shop.status,
    currencyCode: shop.currencyCode,
    timeZone: shop.timeZone,
    range,
    ...toSums(sales[0], ordering[0], currencyCode),
    previous: previous && {
      from: previous.from,
      to: previous.to,
      ...toSums(sales[1], ordering[1], currencyCode),
    },
    dailyRevenue: await dailyTotals(trx, { range, reversals, currencyCode }),
    lastSyncedAt: shop.lastSyncedAt?.toISOString() ?? null,
    sync: newestRun ? toSync(newestRun) : null,
    connection: { state: trouble?.code ?? 'connected', trouble: trouble && toExplained(trouble) },
  }
}

function toSums(
  sales: CurrencySales[] | undefined,
  ordering: CustomerFigures | undefined,
  currencyCode: string,
) {
  if (!sales || !ordering) throw new Error('A period has no figures')
  const own = sales.find((one) => one.currencyCode === currencyCode)
  const others = sales.filter((one) => one !== own)
  return {
    totalRevenue: moneyIn(currencyCode)(
      own?.totalSales ?? toAmount('0', minorDigits(currencyCode)),
    ),
    orders: sales.reduce((sum, { orders }) => sum + orders, 0),
    orderingCustomers: ordering.orderingCustomers,
    otherCurrencies: others.map((other) => ({
      currencyCode: other.currencyCode,
      totalRevenue: moneyIn(other.currencyCode)(other.totalSales),
      orders: other.orders,
    })),
  }
}

function toSync({ trigger, state, started_at, finished_at, error }: SyncRun) {
  return {
    trigger,
    state,
    startedAt: started_at.toISOString(),
    finishedAt: finished_at?.toISOString() ?? null,
    error,
  }
}
