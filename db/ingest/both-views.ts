import { sql, type RawBuilder } from 'kysely'
import { selectMeasures } from './ledger-measures.ts'
import type { SumTable } from './rollup-tables.ts'
import { names } from './statement.ts'

interface Views {
  /** Columns of `facts` behind view and day. */
  key: readonly string[]
  measures: Readonly<Record<string, RawBuilder<unknown>>>
  /** Which of them, the sums apart. */
  which?: RawBuilder<unknown>
}

/**
 * CTEs that sum `facts` by day and key, once for each view of reversals: `<name>_event`, and
 * `<name>_order`, which is the same but for what `moved_facts` says. So of all rows of the ledger only
 * the few that reverse something of another day are summed twice.
 */
export function bothViews(
  name: string,
  { sums }: SumTable,
  { key, measures, which = sql`true` }: Views,
): RawBuilder<unknown> {
  const [event, moved, order] = ['event', 'moved', 'order'].map((view) =>
    sql.table(`${name}_${view}`),
  )
  const orders = sums.includes('orders') ? sql`coalesce(sum(orders), 0)::integer as orders,` : sql``
  const measured = sql`${orders} ${selectMeasures(measures)}, sum(weight)::integer as entries`
  const added = sums.map((sum) => {
    const [of, by] = [sql.ref(`e.${sum}`), sql.ref(`m.${sum}`)]
    return sql`coalesce(${of} + ${by}, ${of}, ${by}) as ${sql.ref(sum)}`
  })
  return sql`
    ${event} as materialized (
      select event_day as day, ${names(key)}, ${measured}
      from facts as s
      where ${which}
      group by event_day, ${names(key)}
    ),
    ${moved} as materialized (
      select day, ${names(key)}, ${measured}
      from moved_facts as s
      where ${which}
      group by day, ${names(key)}
    ),
    ${order} as materialized (
      select day, ${names(key)}, ${sql.join(added)}
      from ${event} as e full join ${moved} as m using (day, ${names(key)})
    )
  `
}
