import { customerValues, type CustomerValue } from './customer-values.ts'
import { formatAmount } from './exact.ts'
import { minorDigitsOf, type Shop } from './shop.ts'

type Fifths = readonly [lowest: number, highest: number]

/** The groups that the answer states: scores of recency, and of frequency and money together. */
const GROUPS: Readonly<Record<string, readonly [recency: Fifths, frequencyAndMoney: Fifths]>> = {
  CHAMPIONS: [
    [5, 5],
    [4, 5],
  ],
  LOYAL: [
    [3, 4],
    [4, 5],
  ],
  ACTIVE: [
    [4, 5],
    [2, 3],
  ],
  NEW: [
    [5, 5],
    [1, 1],
  ],
  PROMISING: [
    [4, 4],
    [1, 1],
  ],
  NEEDS_ATTENTION: [
    [3, 3],
    [3, 3],
  ],
  ALMOST_LOST: [
    [3, 3],
    [1, 2],
  ],
  PREVIOUSLY_LOYAL: [
    [1, 2],
    [5, 5],
  ],
  AT_RISK: [
    [1, 2],
    [3, 4],
  ],
  DORMANT: [
    [1, 2],
    [1, 2],
  ],
}

type Scored = Pick<CustomerValue, 'lastOrderAt' | 'ordersCount' | 'exactSpent'>

/**
 * Of n customers with orders in the shop's currency one has a score of s or more by recency, if
 * fewer than (6 − s) · n ÷ 5 ordered later; by frequency or money, if (s − 1) · n ÷ 5 or more have
 * fewer orders, or spent less. Frequency and money count as their mean, rounded down.
 */
export function rfmGroupOf(value: Scored, all: readonly Scored[]): string {
  const later = all.filter((one) => one.lastOrderAt > value.lastOrderAt).length
  const fewer = all.filter((one) => one.ordersCount < value.ordersCount).length
  const less = all.filter((one) => one.exactSpent < value.exactSpent).length
  const scoreOf = (reaches: (score: number) => boolean): number =>
    [5, 4, 3, 2].find((score) => reaches(score)) ?? 1
  const recency = scoreOf((score) => later * 5 < (6 - score) * all.length)
  const frequency = scoreOf((score) => fewer * 5 >= (score - 1) * all.length)
  const money = scoreOf((score) => less * 5 >= (score - 1) * all.length)
  const both = Math.floor((frequency + money) / 2)
  const [name] =
    Object.entries(GROUPS).find(([, [ofRecency, ofBoth]]) => {
      return isIn(recency, ofRecency) && isIn(both, ofBoth)
    }) ?? []
  return name ?? 'none'
}

/** The groups that have customers, by name. */
export function rfmGroups(shop: Shop) {
  const all = customerValues(shop)
  const groups = Map.groupBy(all, (value) => rfmGroupOf(value, all))
  return [...groups.keys()].toSorted().map((group) => {
    const values = groups.get(group) ?? []
    const spent = values.reduce((sum, { exactSpent }) => sum + exactSpent, 0n)
    return {
      group,
      customers: values.length,
      orders: values.reduce((sum, { ordersCount }) => sum + ordersCount, 0),
      totalSpent: formatAmount(spent, minorDigitsOf(shop.currencyCode)),
    }
  })
}

function isIn(score: number, [lowest, highest]: Fifths): boolean {
  return score >= lowest && score <= highest
}
