import { type RawBuilder, sql } from 'kysely'
import {
  type FromTwoToFive,
  RFM_RULES,
  type RfmCutOffs,
  type RfmRule,
  type ScoredGroup,
} from './rfm-group.ts'

type Scores = RfmRule['recency']

/** Conditions on a row `v` of `customer_values`, of what its indexes hold. */
export interface RfmMembers {
  /** Met by every member of the group: a range of `spent_rank`. */
  rank: RawBuilder<unknown>
  /** Met by the members and nobody else. */
  all: RawBuilder<unknown>
}

const SCORES = [1, 2, 3, 4, 5] as const

/**
 * Who is in a group: what `rfmScores` and `rfmGroup` say, as ranges. The mean of frequency and money is
 * a range of neither, but beside each score of frequency it leaves one of money.
 */
export function rfmMembers(cutOffs: RfmCutOffs, group: ScoredGroup): RfmMembers {
  const { recency, frequency, moneyRank } = cutOffs
  const rule = RFM_RULES.find((one) => one.group === group)
  const nobody = { rank: sql`false`, all: sql`false` }
  if (rule === undefined || recency === null || frequency === null || moneyRank === null) {
    return nobody
  }
  const fields = SCORES.filter((score) => isSomeones(score, frequency)).flatMap((score) => {
    const money = moneyBeside(score, rule.frequencyAndMoney)
    return money ? [{ score, money }] : []
  })
  if (fields.length === 0) return nobody
  const rank = hasMoney(spanOf(fields.map(({ money }) => money)), moneyRank)
  const either = fields.map(({ score, money }) =>
    both(hasFrequency([score, score], frequency), hasMoney(money, moneyRank)),
  )
  const recent = hasRecency(rule.recency, recency)
  return { rank, all: both(recent, sql`(${sql.join(either, sql` or `)})`) }
}

/** Where many customers have as many orders as each other, some scores are nobody's. */
function isSomeones(score: number, frequency: FromTwoToFive<number>): boolean {
  const [begins, next] = [frequency[score - 2], frequency[score - 1]]
  return begins === undefined || next === undefined || begins < next
}

/** The scores of money whose mean with this one of frequency, rounded down, is one of these. */
function moneyBeside(frequency: number, [lowest, highest]: Scores): Scores | undefined {
  const from = Math.max(1, 2 * lowest - frequency)
  const to = Math.min(5, 2 * highest + 1 - frequency)
  return from <= to ? [from, to] : undefined
}

const spanOf = (spans: readonly Scores[]): Scores => [
  Math.min(...spans.map(([lowest]) => lowest)),
  Math.max(...spans.map(([, highest]) => highest)),
]

function hasRecency([lowest, highest]: Scores, begins: FromTwoToFive<string>): RawBuilder<unknown> {
  const [from, next] = [begins[lowest - 2], begins[highest - 1]]
  return both(
    from === undefined ? undefined : sql`v.last_order_at >= ${from}::timestamptz`,
    next === undefined ? undefined : sql`v.last_order_at < ${next}::timestamptz`,
  )
}

function hasFrequency([lowest, highest]: Scores, above: FromTwoToFive<number>) {
  const [from, next] = [above[lowest - 2], above[highest - 1]]
  return both(
    from === undefined ? undefined : sql`v.orders_count > ${from}::int`,
    next === undefined ? undefined : sql`v.orders_count <= ${next}::int`,
  )
}

/** The more is spent, the lower the rank. */
function hasMoney([lowest, highest]: Scores, below: FromTwoToFive<string>): RawBuilder<unknown> {
  const [from, next] = [below[lowest - 2], below[highest - 1]]
  return both(
    from === undefined ? undefined : sql`v.spent_rank < ${from}::bigint`,
    next === undefined ? undefined : sql`v.spent_rank >= ${next}::bigint`,
  )
}

function both(one: RawBuilder<unknown> | undefined, other: RawBuilder<unknown> | undefined) {
  if (one === undefined) return other ?? sql`true`
  return other === undefined ? one : sql`${one} and ${other}`
}
