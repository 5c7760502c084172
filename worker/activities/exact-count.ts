import { z } from 'zod'

/** `Count`, where it was given at all. */
export const countSchema = z.object({ count: z.int(), precision: z.string() }).nullish()

/** A count that may be compared; null when Shopify only knows a lower bound. */
export function exactCount(count: z.infer<typeof countSchema>): number | null {
  return count?.precision === 'EXACT' ? count.count : null
}
