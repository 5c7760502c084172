import type { z } from 'zod'
import { ShopifyQueryError } from './errors.ts'

/** Reads the frame of an answer; a shape that the schema rules out is our bug, not a bad row. */
export function readShape<T>(schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data)
  if (!result.success) throw new ShopifyQueryError('unexpected shape')
  return result.data
}
