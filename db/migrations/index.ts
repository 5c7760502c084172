/** Brings a database to this version. */
export { migrate, type MigrateOptions, type MigrateResult } from './migrate.ts'
export { MigrationError } from './migration-error.ts'
