import type { TestProject } from 'vitest/node'
import { startPostgres } from '../postgres/index.ts'
import { startTemporal } from '../temporal/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL of one throw-away Postgres for all files. */
    postgresUrl: string
    /** `host:port` of one Temporal dev server in memory for all files. */
    temporalAddress: string
  }
}

/** Starts what the tests run on; nothing of it is kept. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started = await Promise.allSettled([
    startPostgres({ port: 0, ephemeral: true }),
    startTemporal({ dataDir: null, port: 0, uiPort: null }),
  ])
  const stop = async (): Promise<void> => {
    await Promise.all(
      started.map(async (part) =>
        part.status === 'fulfilled' ? await part.value.stop() : undefined,
      ),
    )
  }
  const [postgres, temporal] = started
  if (postgres.status === 'rejected' || temporal.status === 'rejected') {
    await stop()
    throw postgres.status === 'rejected'
      ? postgres.reason
      : (temporal as PromiseRejectedResult).reason
  }
  project.provide('postgresUrl', postgres.value.url)
  project.provide('temporalAddress', temporal.value.address)
  return stop
}
