import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { type CustomerFigure, customerFigures, scores } from './list-customers.ts'
import type { RfmCutOffs } from './rfm-group.ts'

/** A customer's figures; null what an order in the shop's currency is needed for, and there is none. */
export type FoundCustomer = { [K in keyof CustomerFigure]: CustomerFigure[K] | null } & {
  id: string
  createdAt: Date | null
  /** Orders made in currencies that the shop no longer uses. Amounts are exact, not padded. */
  otherCurrencies: { currencyCode: string; totalSpent: string; ordersCount: number }[]
}

/** One customer's figures; undefined where there is none, or the customer was deleted. */
export async function findCustomer(
  trx: TenantTrx,
  input: { id: string; currencyCode: string; timeZone: string; cutOffs: RfmCutOffs },
): Promise<FoundCustomer | undefined> {
  const { id, currencyCode, cutOffs } = input
  const { rows } = await sql<FoundCustomer>`
    select
      ${customerFigures(input)},
      c.created_at as "createdAt",
      coalesce(
        (
          select json_agg(json_build_object(
            'currencyCode', o.currency_code,
            'totalSpent', o.total_spent::text,
            'ordersCount', o.orders_count
          ) order by o.currency_code)
          from customer_values o
          where o.customer_id = wanted.id and o.currency_code <> ${currencyCode}
        ),
        '[]'
      ) as "otherCurrencies"
    from (select ${id}::bigint as id) as wanted
    left join customers c on c.id = wanted.id
    left join customer_values v on v.customer_id = wanted.id and v.currency_code = ${currencyCode}
    left join customer_drift d on d.customer_id = wanted.id
    cross join lateral (select ${scores(cutOffs)}) as scores
    where c.deleted_at is null
      and (
        c.id is not null
        or exists (select from customer_values o where o.customer_id = wanted.id)
      )
  `.execute(trx)
  const [customer] = rows
  return customer && { ...customer, id }
}
