import { ConfigError, readMigrateConfig } from './config.ts'
import { migrate, MigrationError } from './migrations/index.ts'

/** Brings the database of DATABASE_URL to this version; exits with 1 and says why if it can't. */
try {
  const { databaseUrl, appPassword } = readMigrateConfig(process.env)
  const { applied } = await migrate({
    databaseUrl,
    ...(appPassword === undefined ? {} : { appPassword }),
  })
  console.log(
    applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`,
  )
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof MigrationError
  console.error(expected ? error.message : error)
  process.exitCode = 1
}
