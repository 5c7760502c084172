/**
 * The wire contract: one zod schema for each route's input and answers, and their types.
 * The dashboard imports only the types.
 */
export * from './account.ts'
export * from './cohorts.ts'
export * from './connection.ts'
export * from './control.ts'
export * from './coverage.ts'
export * from './customers.ts'
export * from './definitions.ts'
export * from './filters.ts'
export * from './metadata.ts'
export * from './money.ts'
export * from './orders.ts'
export * from './problem.ts'
export * from './products.ts'
export * from './range.ts'
export * from './sales.ts'
export * from './shop.ts'
export * from './shops.ts'
export * from './stats.ts'
export * from './sync.ts'
export * from './webhooks.ts'
