/** A real database for each test file. */
export { drain } from './drain.ts'
export { findInDump } from './find-in-dump.ts'
export { createTestDatabase, type TestDatabase } from './test-database.ts'
export { createTestTenant, type TestTenant } from './test-tenant.ts'
