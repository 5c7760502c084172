import type { TenantTrx } from '@tidemark/db'
import {
  customerCounts,
  RFM_RULES,
  rfmCutOffs,
  type RfmCutOffs,
  rfmGroups,
  shopInfo,
} from '@tidemark/db/insights'
import type { RfmResponse } from '../schemas/index.ts'
import { countDays, dayIn } from './days.ts'
import { toMetadata } from './metadata.ts'
import { moneyIn, shopTerms } from './shop-terms.ts'
import { exact } from './to-customer.ts'

/** Customers by how recently, how often and for how much they ordered. */
export async function readRfm(trx: TenantTrx): Promise<RfmResponse> {
  const shop = await shopInfo(trx)
  const terms = shopTerms(shop)
  const { currencyCode } = terms
  const cutOffs = await rfmCutOffs(trx, terms)
  const counted = await rfmGroups(trx, { currencyCode, cutOffs })
  const counts = await customerCounts(trx)
  const money = moneyIn(currencyCode)
  const groups = RFM_RULES.map(({ group }) => {
    const found = counted.find((one) => one.group === group)
    const customers = found?.customers ?? 0
    return {
      group,
      customers,
      share: shareOf(customers, cutOffs.customers),
      orders: found?.orders ?? 0,
      lifetimeValue: found ? money(found.totalSpent) : exact('0', currencyCode),
    }
  })
  const prospects = {
    group: 'PROSPECTS' as const,
    customers: Math.max(0, counts.customers - counts.orderingCustomers),
    share: null,
    orders: 0,
    lifetimeValue: exact('0', currencyCode),
  }
  return {
    customers: cutOffs.customers,
    otherCurrencyCustomers: counts.orderingCustomers - cutOffs.customers,
    scores: toScores(cutOffs, { ...terms, today: shop.today }),
    rules: RFM_RULES.map(({ group, recency, frequencyAndMoney }) => ({
      group,
      recency: { from: recency[0], to: recency[1] },
      frequencyAndMoney: { from: frequencyAndMoney[0], to: frequencyAndMoney[1] },
    })),
    groups: [...groups, prospects],
    metadata: toMetadata({ terms, fields: { groups: 'rfm-segment' } }),
  }
}

function toScores(
  { recency, frequency, money }: RfmCutOffs,
  { today, timeZone, currencyCode }: { today: string; timeZone: string; currencyCode: string },
): RfmResponse['scores'] {
  if (recency === null || frequency === null || money === null) return []
  return ([0, 1, 2, 3] as const).map((at) => {
    const since = new Date(recency[at].replace(' ', 'T').replace('+00', 'Z'))
    return {
      score: at + 2,
      recency: {
        lastOrderSince: since.toISOString(),
        days: countDays(dayIn(timeZone, since), today) - 1,
      },
      frequency: { ordersAtLeast: frequency[at] + 1 },
      money: { moreThan: exact(money[at], currencyCode) },
    }
  })
}

/** To six digits. */
const shareOf = (customers: number, all: number): number | null =>
  all === 0 ? null : Math.round((customers / all) * 1e6) / 1e6
