import { createHash } from 'node:crypto'
import { customersDefinitions } from './customers.ts'
import { DATE_BASES, type Definition, SWITCHES } from './definition.ts'
import { ordersDefinitions } from './orders.ts'
import { productsDefinitions } from './products.ts'
import { salesDefinitions } from './sales.ts'

/**
 * The catalogue: every number of metrics.md, once, by its id. Whoever adds or changes a number does
 * it in the file of its area; the API, its answers' metadata and the dashboard read it from here.
 */
export const definitions = {
  ...salesDefinitions,
  ...ordersDefinitions,
  ...customersDefinitions,
  ...productsDefinitions,
} as const satisfies Record<string, Definition>

export type DefinitionId = keyof typeof definitions

/** Changes whenever any word of the catalogue does: who keeps a copy knows when to read it again. */
export const definitionsVersion = createHash('sha256')
  .update(JSON.stringify([definitions, DATE_BASES, SWITCHES]))
  .digest('hex')
  .slice(0, 12)

export { DATE_BASES, type Definition, type Switch, SWITCHES } from './definition.ts'
