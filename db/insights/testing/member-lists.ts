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
  members: readonly Member[],
  sort: (typeof MEMBER_SORTS)[number],
  direction: 'asc' | 'desc',
): string[] {
  const keysOf = {
    // A rank: the highest value comes first when it ascends.
    lifetimeValue: (one: Member) => [-one.exactSpent],
    orders: (one: Member) => [BigInt(one.ordersCount), BigInt(one.lastOrderAt)],
    lastOrder: (one: Member) => [BigInt(one.lastOrderAt)],
  }[sort]
  const ascends = (direction === 'asc') !== (sort === 'lifetimeValue')
  const placed = members.map((one) => ({ id: one.id, keys: [...keysOf(one), BigInt(one.id)] }))
  placed.sort((one, other) => {
    const at = one.keys.findIndex((key, index) => key !== other.keys[index])
    return at < 0 ? 0 : (one.keys[at] ?? 0n) < (other.keys[at] ?? 0n) ? -1 : 1
  })
  return (ascends ? placed : placed.toReversed()).map(({ id }) => id)
}

type Member = ReturnType<typeof oracle.customerValues>[number]
