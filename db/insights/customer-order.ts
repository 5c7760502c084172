import { type RawBuilder, sql } from 'kysely'

/** What customers can be sorted by. Those of the same value follow by their ids. */
export type CustomerSort = 'lifetimeValue' | 'orders' | 'lastOrder' | 'firstOrder' | 'difference'

/** The last row of a page. */
export interface CustomerPlace {
  sortValue: string
  id: string
}

interface SortColumn {
  column: RawBuilder<unknown>
  id: RawBuilder<unknown>
  type: 'bigint' | 'integer' | 'timestamptz'
  /** Its highest value comes first when it ascends: it is a rank. */
  isRank?: boolean
}

/** Each is what an index is ordered by. */
const COLUMNS: Record<CustomerSort, SortColumn> = {
  lifetimeValue: of(sql`v.spent_rank`, 'bigint', true),
  orders: of(sql`v.orders_count`, 'integer'),
  lastOrder: of(sql`v.last_order_at`, 'timestamptz'),
  firstOrder: {
    column: sql`f.processed_at`,
    id: sql`f.customer_id`,
    type: 'timestamptz',
  },
  difference: { column: sql`d.drift_rank`, id: sql`d.customer_id`, type: 'bigint', isRank: true },
}

function of(column: RawBuilder<unknown>, type: SortColumn['type'], isRank = false): SortColumn {
  return { column, id: sql`v.customer_id`, type, isRank }
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
  const { column, id, type, isRank = false } = COLUMNS[sort]
  const ascends = (direction === 'asc') !== isRank
  return {
    value:
      type === 'timestamptz'
        ? sql`(${column} at time zone 'UTC')::text || '+00'`
        : sql`${column}::text`,
    isBehind: ({ sortValue, id: lastId }) => sql`
      (${column}, ${id}) ${ascends ? sql`>` : sql`<`}
        (${sortValue}::text::${sql.raw(type)}, ${lastId}::bigint)
    `,
    orderBy: ascends ? sql`${column}, ${id}` : sql`${column} desc, ${id} desc`,
  }
}
