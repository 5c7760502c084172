import { z } from 'zod'

/** A calendar day in the shop's own time zone. The year 0000 does not exist in Postgres. */
export const Day = z.iso
  .date({ error: 'must be a day of the calendar, written YYYY-MM-DD' })
  .refine((day) => !day.startsWith('0000'), { error: 'must not lie before the year 0001' })
  .meta({ description: "A day in the shop's time zone, YYYY-MM-DD", examples: ['2026-11-01'] })

/** On which day a refund, return or edit counts: when it happened, or the day of its order. */
export const Reversals = z.enum(['event', 'order']).meta({
  description: 'Count a reversal on the day it happened (event) or on its order’s (order)',
})

export type Reversals = z.infer<typeof Reversals>

/** Both ends are included; an end that is left out is open. */
export const rangeFields = {
  from: Day.optional(),
  to: Day.optional(),
}

/** Refuses a range that ends before it begins, naming the field. */
export function endsAfterItBegins(
  range: { from?: string | undefined; to?: string | undefined },
  context: z.core.$RefinementCtx,
): void {
  if (range.from === undefined || range.to === undefined || range.from <= range.to) return
  context.addIssue({ code: 'custom', path: ['from'], message: 'must not be after `to`' })
}
