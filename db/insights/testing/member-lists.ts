import * as oracle from '../../testing/oracle/index.ts'
import { RFM_RULES, type ScoredGroup } from '../rfm-group.ts'

const MEMBER_SORTS = ['lifetimeValue', 'orders', 'lastOrder'] as const

export interface MemberList {
  group: ScoredGroup
  sort: (typeof MEMBER_SORTS)[number]
  direction: 'asc' | 'desc'
  limit: number
  found?: string[]
}

/** Every group in every order, and of some customers only; the pages' size differs from shop to shop. */
export const memberLists = (shop: oracle.Shop): MemberList[] =>
  RFM_RULES.flatMap(({ group }) =>
    MEMBER_SORTS.flatMap((sort, at) => {
      const limit = 1 + ((at + shop.orders.length) % 4)
      const some = oracle.customerValues(shop).filter((_, place) => place % 2 === 0)
      return [
        { group, sort, direction: 'asc', limit },
        { group, sort, direction: 'desc', limit: 5 - limit },
        { group, sort, direction: 'desc', limit, found: some.map(({ id }) => id) },
      ]
    }),
  )

/** What was asked and who was listed. */
export const nameList = (
  { group, sort, direction, limit, found }: MemberList,
  ids: readonly string[],
) => `${group} by ${sort} ${direction} in ${limit}s${found ? ' of some' : ''}: ${ids.join(' ')}`

/** Whom the list must hold, as the oracle says. */
export function expectedMembers(shop: oracle.Shop, list: MemberList): string[] {
  const { group, sort, direction, found } = list
  const all = oracle.customerValues(shop)
  const members = all.filter(
    (value) => oracle.rfmGroupOf(value, all) === group && (!found || found.includes(value.id)),
  )
  return inOrder(members, sort, direction)
}

/**
 * Those with as many orders as each other follow by the last of them; those of one value by id: upwards,
 * but downwards where a value descends that is no rank.
 */
function inOrder(
  members: ReturnType<typeof oracle.customerValues>,
  sort: (typeof MEMBER_SORTS)[number],
  direction: 'asc' | 'desc',
): string[] {
  const keyOf = {
    // A rank: the highest value comes first when it ascends.
    lifetimeValue: (one: (typeof members)[number]) => -one.exactSpent,
    // No time has more than fifteen digits, so the number comes before it.
    orders: (one: (typeof members)[number]) =>
      BigInt(one.ordersCount) * 10n ** 15n + BigInt(one.lastOrderAt),
    lastOrder: (one: (typeof members)[number]) => BigInt(one.lastOrderAt),
  }[sort]
  const ascends = (direction === 'asc') !== (sort === 'lifetimeValue')
  const sorted = members.toSorted((one, other) => {
    const difference = keyOf(one) - keyOf(other) || BigInt(one.id) - BigInt(other.id)
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  })
  return (ascends ? sorted : sorted.toReversed()).map(({ id }) => id)
}
