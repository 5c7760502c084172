import { createDb, inTenant } from '@tidemark/db'
import { shopStats } from '@tidemark/db/insights'
import { asOwner } from '../../sync/backfill/database.ts'
import { createRandom } from '../../sync/backfill/random.ts'
import { anyRange, TERMS, type Days } from './readings.ts'

interface Counted {
  orderingCustomers: number
  newCustomers: number
  returningCustomers: number
  repeatPurchaseRate: number
  returningCustomerRate: number
}

/** Throws where the insights' figures differ from a plain count over all orders of the shop. */
export async function compareFigures(
  { ownerUrl, appUrl, tenantId }: { ownerUrl: string; appUrl: string; tenantId: string },
  ranges: number,
): Promise<void> {
  const db = createDb({ url: appUrl, poolSize: 1 })
  const random = createRandom(11)
  for (let done = 0; done < ranges; done += 1) {
    const range = anyRange(random)
    const { current } = await inTenant(db, tenantId, (trx) =>
      shopStats(trx, { range, previous: null, ...TERMS }),
    )
    const counted = await countOrders(ownerUrl, tenantId, range)
    for (const [name, figure] of Object.entries(counted)) {
      const ours = current[name as keyof Counted]
      if (ours !== figure) {
        throw new Error(`${name} from ${range.from} to ${range.to}: ${ours} instead of ${figure}`)
      }
    }
  }
  await db.destroy()
}

async function countOrders(ownerUrl: string, tenantId: string, { from, to }: Days) {
  return await asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<
      Record<'inside' | 'new' | 'returning' | 'repeating', number>
    >(
      `select
         count(*)::int as inside,
         count(*) filter (where first_day >= $2)::int as new,
         count(*) filter (where by_end > 1)::int as returning,
         count(*) filter (where orders > 1)::int as repeating
       from (
         select min(day) as first_day, count(*) filter (where day between $2 and $3) as orders,
           count(*) filter (where day <= $3) as by_end
         from (
           select customer_id, (processed_at at time zone '${TERMS.timeZone}')::date as day
           from orders
           where tenant_id = $1 and customer_id is not null and not test and deleted_at is null
         ) as placed
         group by customer_id
       ) as customer
       where orders > 0`,
      [tenantId, from, to],
    )
    const [row] = rows
    if (row === undefined) throw new Error('A count gave no row')
    return {
      orderingCustomers: row.inside,
      newCustomers: row.new,
      returningCustomers: row.returning,
      returningCustomerRate: rate(row.returning, row.inside),
      repeatPurchaseRate: rate(row.repeating, row.inside),
    } satisfies Counted
  })
}

/** To six digits, as the insight states it. */
function rate(part: number, all: number): number {
  return Math.round((part / all) * 1e6) / 1e6
}
