export { endLeftoverPostgres } from './orphans.ts'
export { startPostgres, type Postgres, type PostgresOptions } from './start.ts'
