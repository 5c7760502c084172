import { type RawBuilder, sql } from 'kysely'

/**
 * What customers can be sorted by. Those with as many orders as each other follow by the last of them,
 * and those of the same value by their ids.
 */
export type CustomerSort = 'lifetimeValue' | 'orders' | 'lastOrder' | 'firstOrder' | 'difference'

/** The last row of a page. */
export interface CustomerPlace {
  /** By `orders` their number, a space and the time of the last. */
  sortValue: string
  id: string
}

interface SortColumns {
  columns: readonly Column[]
  id: RawBuilder<unknown>
  /** Its highest value comes first when it ascends: it is a rank. */
  isRank?: boolean
}

interface Column {
  column: RawBuilder<unknown>
  type: 'bigint' | 'integer' | 'timestamptz'
}

const lastOrder: Column = { column: sql`v.last_order_at`, type: 'timestamptz' }

/** Each is what an index is ordered by. */
const COLUMNS: Record<CustomerSort, SortColumns> = {
  lifetimeValue: {
    columns: [{ column: sql`v.spent_rank`, type: 'bigint' }],
    id: sql`v.customer_id`,
    isRank: true,
  },
  orders: {
    columns: [{ column: sql`v.orders_count`, type: 'integer' }, lastOrder],
    id: sql`v.customer_id`,
  },
  lastOrder: { columns: [lastOrder], id: sql`v.customer_id` },
  firstOrder: {
    columns: [{ column: sql`f.processed_at`, type: 'timestamptz' }],
    id: sql`f.customer_id`,
  },
  difference: {
    columns: [{ column: sql`d.drift_rank`, type: 'bigint' }],
    id: sql`d.customer_id`,
    isRank: true,
  },
}

/** How a list is sorted: the value that a cursor keeps, what comes behind a place, and the order. */
export function customerOrder(
  sort: CustomerSort,
  direction: 'asc' | 'desc',
): {
  value: RawBuilder<unknown>
  isBehind: (place: CustomerPlace) => RawBuilder<unknown>
  orderBy: RawBuilder<unknown>
} {
  const { columns, id, isRank = false } = COLUMNS[sort]
  const ascends = (direction === 'asc') !== isRank
  const key = [...columns.map(({ column }) => column), id]
  return {
    value: sql.join(columns.map(asText), sql` || ' ' || `),
    isBehind: ({ sortValue, id: lastId }) => sql`
      (${sql.join(key)}) ${ascends ? sql`>` : sql`<`}
        (${sql.join([...placeAmong(columns, sortValue), sql`${lastId}::bigint`])})
    `,
    orderBy: sql.join(ascends ? key : key.map((one) => sql`${one} desc`)),
  }
}

function asText({ column, type }: Column): RawBuilder<unknown> {
  return type === 'timestamptz'
    ? sql`(${column} at time zone 'UTC')::text || '+00'`
    : sql`${column}::text`
}

/** A value for each column; only that of the last one, a time, has a space in it. */
function placeAmong(columns: readonly Column[], sortValue: string): RawBuilder<unknown>[] {
  const parts = sortValue.split(' ')
  const last = columns.length - 1
  return columns.map(({ type }, at) => {
    const part = at === last ? parts.slice(last).join(' ') : parts[at]
    return sql`${part}::text::${sql.raw(type)}`
  })
}
