type Environment = Readonly<Record<string, string | undefined>>

/** Where to look for Temporal's program: `TEMPORAL_CLI_PATH`, then the folders of `PATH`. */
export function readTemporalSearch(env: Environment): { path?: string; searchPath: string } {
  const path = env['TEMPORAL_CLI_PATH']
  return { ...(path === undefined || path === '' ? {} : { path }), searchPath: env['PATH'] ?? '' }
}
