import { z } from 'zod'
import { Metadata } from './metadata.ts'
import { Money } from './money.ts'
import { Day, endsAfterItBegins, rangeFields, Reversals } from './range.ts'

/** GET /api/cohorts. */
export const CohortsQuery = z
  .object({ ...rangeFields, reversals: Reversals.default('event') })
  .superRefine(endsAfterItBegins)

export type CohortsQuery = z.infer<typeof CohortsQuery>

export const CohortsResponse = z.object({
  cohorts: z
    .array(
      z.object({
        month: Day.meta({ description: 'First day of the month of the first orders' }),
        customers: z.int(),
        months: z
          .array(
            z.object({
              month: Day,
              monthsSince: z.int(),
              partial: z.boolean().meta({ description: 'The month is still running' }),
              customers: z.int().meta({ description: 'Of the cohort, with an order in the month' }),
              retention: z.number(),
              orders: z.int(),
              netSales: Money,
              cumulativeNetSales: Money,
              netSalesPerCustomer: Money.meta({
                description: 'cumulativeNetSales ÷ the cohort’s customers',
              }),
            }),
          )
          .meta({ description: 'From the cohort’s own month to the running one, none left out' }),
      }),
    )
    .meta({ description: 'Oldest first; months without a first order have no cohort' }),
  metadata: Metadata,
})

export type CohortsResponse = z.infer<typeof CohortsResponse>
