export { endLeftoverPostgres } from './orphans.ts'
export { startPostgres } from './start.ts'
