/** Tidemark's Postgres: connections, one shop's transaction, accounts, runs and shop connections. */
export { createDb, type Db, type DbOptions, type TenantTrx } from './connection/db.ts'
export { inTenant, type InTenantOptions } from './connection/in-tenant.ts'
export type * from './schema/index.ts'
export * from './accounts/index.ts'
export * from './budgets/index.ts'
export * from './connections/index.ts'
export * from './operations/index.ts'
export * from './runs/index.ts'
