export interface MigrateConfig {
  databaseUrl: string
  /** The password for `tidemark_app`, taken from DATABASE_APP_URL; `undefined` leaves it as it is. */
  appPassword: string | undefined
}

/** An environment variable is missing or unusable; the message names it. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Reads what `db/migrate.ts` needs. */
export function readMigrateConfig(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<MigrateConfig> {
  const { DATABASE_URL: databaseUrl, DATABASE_APP_URL: appUrl } = env
  if (databaseUrl === undefined || databaseUrl === '') {
    throw new ConfigError(
      'DATABASE_URL is missing: the connection string of a role that may make roles.',
    )
  }
  requireUrl('DATABASE_URL', databaseUrl)
  const app =
    appUrl === undefined || appUrl === '' ? undefined : requireUrl('DATABASE_APP_URL', appUrl)
  if (app !== undefined && app.username !== 'tidemark_app') {
    throw new ConfigError('DATABASE_APP_URL must connect as the role tidemark_app.')
  }
  const password = app === undefined ? '' : decodeURIComponent(app.password)
  return Object.freeze({ databaseUrl, appPassword: password === '' ? undefined : password })
}

function requireUrl(name: string, text: string): URL {
  const url = URL.parse(text)
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new ConfigError(`${name} is not a postgres:// connection string.`)
  }
  return url
}
