import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { minorDigits } from './money.ts'
import { type RfmCutOffs, type RfmGroup, rfmGroup, rfmScores } from './rfm-group.ts'

export interface RfmGroupFigures {
  group: RfmGroup
  customers: number
  orders: number
  /** Lifetime values of the group's customers, added up. */
  totalSpent: string
}

/**
 * The groups that have customers with orders in the shop's currency. Reads each of them, from an
 * index alone: the cost grows with the number of customers.
 */
export async function rfmGroups(
  trx: TenantTrx,
  { currencyCode, cutOffs }: { currencyCode: string; cutOffs: RfmCutOffs },
): Promise<RfmGroupFigures[]> {
  const { r, f, m } = rfmScores(cutOffs)
  const digits = minorDigits(currencyCode)
  const { rows } = await sql<RfmGroupFigures>`
    with cells as (
      select ${r} as r, ${f} as f, ${m} as m,
        count(*) as customers, sum(v.orders_count) as orders, sum(v.total_spent) as total_spent
      from customer_values v
      where v.currency_code = ${currencyCode}
      group by 1, 2, 3
    )
    select
      ${rfmGroup} as "group",
      sum(customers)::int as customers,
      sum(orders)::int as orders,
      round(sum(total_spent), ${digits}::int)::text as "totalSpent"
    from cells
    group by 1
    order by 1
  `.execute(trx)
  return rows
}
