import { type RawBuilder, sql } from 'kysely'

/** Shopify's `CustomerRfmGroup`. PROSPECTS have no order and therefore no scores. */
export type RfmGroup =
  | 'CHAMPIONS'
  | 'LOYAL'
  | 'ACTIVE'
  | 'NEW'
  | 'PROMISING'
  | 'NEEDS_ATTENTION'
  | 'ALMOST_LOST'
  | 'PREVIOUSLY_LOYAL'
  | 'AT_RISK'
  | 'DORMANT'
  | 'PROSPECTS'

/** A group that scores make. */
export type ScoredGroup = Exclude<RfmGroup, 'PROSPECTS'>

/** Which scores make a group: of recency, and of frequency and money together. Both ends included. */
export interface RfmRule {
  group: ScoredGroup
  recency: readonly [number, number]
  frequencyAndMoney: readonly [number, number]
}

/**
 * Every pair of scores belongs to one group. Shopify publishes the names, what each stands for, that
 * scores are fifths of the shop's own customers and that frequency and money count as their mean,
 * rounded down (`CustomerRfmGroup`; help pages on the RFM report); the rectangles are the usual ones
 * of that model.
 */
export const RFM_RULES: readonly RfmRule[] = [
  { group: 'CHAMPIONS', recency: [5, 5], frequencyAndMoney: [4, 5] },
  { group: 'LOYAL', recency: [3, 4], frequencyAndMoney: [4, 5] },
  { group: 'ACTIVE', recency: [4, 5], frequencyAndMoney: [2, 3] },
  { group: 'NEW', recency: [5, 5], frequencyAndMoney: [1, 1] },
  { group: 'PROMISING', recency: [4, 4], frequencyAndMoney: [1, 1] },
  { group: 'NEEDS_ATTENTION', recency: [3, 3], frequencyAndMoney: [3, 3] },
  { group: 'ALMOST_LOST', recency: [3, 3], frequencyAndMoney: [1, 2] },
  { group: 'PREVIOUSLY_LOYAL', recency: [1, 2], frequencyAndMoney: [5, 5] },
  { group: 'AT_RISK', recency: [1, 2], frequencyAndMoney: [3, 4] },
  { group: 'DORMANT', recency: [1, 2], frequencyAndMoney: [1, 2] },
]

/** Where each score from 2 to 5 begins; null without any customer to compare with. */
export type FromTwoToFive<T> = readonly [T, T, T, T]

/** What customers are scored by; see `rfmCutOffs`. */
export interface RfmCutOffs {
  /** Customers with orders in the shop's currency: whom the cut-offs compare. */
  customers: number
  /** Last order at this time or later (as Postgres writes it, to the microsecond). */
  recency: FromTwoToFive<string> | null
  /** More orders than this. */
  frequency: FromTwoToFive<number> | null
  /** More than this, as `customer_values.spent_rank`: a lower rank. */
  moneyRank: FromTwoToFive<string> | null
  /** The same as an exact amount. */
  money: FromTwoToFive<string> | null
}

/**
 * The scores of a row `v` of `customer_values`, from 1 to 5: one more than the cut-offs that it
 * reaches, by a binary search among them.
 */
export function rfmScores(cutOffs: RfmCutOffs): Record<'r' | 'f' | 'm', RawBuilder<unknown>> {
  const { recency, frequency, moneyRank } = cutOffs
  if (recency === null || frequency === null || moneyRank === null) {
    return { r: sql`1`, f: sql`1`, m: sql`1` }
  }
  const above = frequency.map((orders) => orders + 1)
  const richer = moneyRank.map((rank) => (1n - BigInt(rank)).toString())
  return {
    r: sql`(1 + width_bucket(v.last_order_at, ${recency}::timestamptz[]))`,
    f: sql`(1 + width_bucket(v.orders_count, ${above}::int[]))`,
    m: sql`(1 + width_bucket(-v.spent_rank, ${richer}::bigint[]))`,
  }
}

/** The group of scores that have the names `r`, `f` and `m`. */
export const rfmGroup: RawBuilder<unknown> = sql`case ${sql.join(
  RFM_RULES.map(
    ({ group, recency, frequencyAndMoney }) => sql`
      when r between ${sql.lit(recency[0])} and ${sql.lit(recency[1])}
        and (f + m) / 2 between ${sql.lit(frequencyAndMoney[0])} and ${sql.lit(frequencyAndMoney[1])}
        then ${sql.lit(group)}`,
  ),
  sql``,
)}
    end`
