import { type RawBuilder, sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { type CustomerPlace, type CustomerSort, customerOrder } from './customer-order.ts'
import { idsMeant } from './customer-search.ts'
import { besideValues, customerFigures, type CustomerRow, scores } from './list-customers.ts'
import type { RfmCutOffs, ScoredGroup } from './rfm-group.ts'
import { rfmMembers } from './rfm-members.ts'

/** What the index holds that tells of members; by anything else each of them would be looked up. */
export type GroupSort = Exclude<CustomerSort, 'firstOrder' | 'difference'>

export interface ListGroupInput {
  group: ScoredGroup
  currencyCode: string
  timeZone: string
  cutOffs: RfmCutOffs
  sort: GroupSort
  direction: 'asc' | 'desc'
  /** Whom a search means, see `searchCustomers`: ids, or a text that means too many of them. */
  found?: readonly string[] | { text: string } | undefined
  after?: CustomerPlace | undefined
  limit: number
}

/**
 * How many customers are looked at along the order of lifetime values, in the hope of a full page: of
 * a shop of three million it takes some hundredths of a second.
 */
const MOST_WALKED = 50_000

/**
 * Customers who are in an RFM group now, a page of them. Members have ordered in one or two of the
 * five spans of recency, so no more than two fifths of the customers are looked at, whatever the order,
 * in an index that holds what their scores come from. Postgres would expect a shop of average size
 * and walk along the order; `offset 0` has it take that index.
 */
export async function listGroup(
  trx: TenantTrx,
  input: ListGroupInput,
): Promise<{ rows: CustomerRow[]; more: boolean }> {
  const { currencyCode, cutOffs, sort, direction, limit } = input
  const { value, orderBy } = customerOrder(sort, direction)
  const { rows } = await sql<CustomerRow>`
    select ${value} as "sortValue", ${customerFigures(input)}
    from (${membersPage(input)}) as member
    cross join lateral (
      select * from customer_values where customer_values.customer_id = member.customer_id offset 0
    ) as v
    ${besideValues}
    cross join lateral (select ${scores(cutOffs)}) as scores
    where v.currency_code = ${currencyCode}
    order by ${orderBy}
  `.execute(trx)
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}

/** Their ids, with one more than the page has room for. */
function membersPage(input: ListGroupInput): RawBuilder<unknown> {
  const { found, sort } = input
  if (found !== undefined && !('text' in found)) return amongFound(input, found)
  return sort === 'lifetimeValue' && found === undefined ? walkedFirst(input) : amongAll(input)
}

/** Along the order, unless members are rare there. */
function walkedFirst(input: ListGroupInput): RawBuilder<unknown> {
  const { rank, all } = rfmMembers(input.cutOffs, input.group)
  const { orderBy } = customerOrder(input.sort, input.direction)
  return sql`
    with near as materialized (
      select v.customer_id
      from (
        select v.customer_id, v.spent_rank, v.orders_count, v.last_order_at
        from customer_values v
        where ${isOurs(input)} and ${rank}${isBehind(input)}
        order by ${orderBy}
        limit ${MOST_WALKED}
      ) as v
      where ${all} and ${isAlive}
      order by ${orderBy}
      limit ${input.limit + 1}
    )
    select customer_id from near where (select count(*) from near) > ${input.limit}
    union all
    select customer_id from (${amongAll(input)}) as every
    where (select count(*) from near) <= ${input.limit}`
}

/** Among all whose last order is as recent as the group's. */
function amongAll(input: ListGroupInput): RawBuilder<unknown> {
  const { all } = rfmMembers(input.cutOffs, input.group)
  const { found, sort, direction } = input
  const { orderBy } = customerOrder(sort, direction)
  const isAlong = sort === 'lastOrder'
  const meant =
    found !== undefined && 'text' in found
      ? sql`v.customer_id in (${idsMeant(found.text)})`
      : isAlive
  return sql`
    select v.customer_id
    from (
      select v.customer_id, v.spent_rank, v.orders_count, v.last_order_at
      from customer_values v
      where ${isOurs(input)} and ${all}${isAlong ? isBehind(input) : sql``}
      order by ${isAlong ? orderBy : sql`v.last_order_at, v.customer_id`}
      offset 0
    ) as v
    where ${meant}${isAlong ? sql`` : isBehind(input)}
    order by ${orderBy}
    limit ${input.limit + 1}`
}

function amongFound(input: ListGroupInput, found: readonly string[]): RawBuilder<unknown> {
  const { all } = rfmMembers(input.cutOffs, input.group)
  const { orderBy } = customerOrder(input.sort, input.direction)
  return sql`
    select v.customer_id
    from unnest(${found}::bigint[]) as found (id)
    cross join lateral (
      select * from customer_values where customer_values.customer_id = found.id offset 0
    ) as v
    where ${isOurs(input)} and ${all}${isBehind(input)}
    order by ${orderBy}
    limit ${input.limit + 1}`
}

const isOurs = ({ currencyCode }: ListGroupInput): RawBuilder<unknown> =>
  sql`v.currency_code = ${currencyCode}`

/** The page before. */
const isBehind = ({ sort, direction, after }: ListGroupInput): RawBuilder<unknown> =>
  after === undefined ? sql`` : sql` and ${customerOrder(sort, direction).isBehind(after)}`

/** Who was deleted keeps a value until the rollups are drained, and a mark as long. */
const isAlive = sql`v.customer_id not in (
        select c.id
        from dirty_customers d
        cross join lateral (
          select * from customers where customers.id = d.customer_id offset 0
        ) as c
        where c.deleted_at is not null
      )`
