import { join } from 'node:path'
import { type LauncherConfig, readTemporalSearch } from '../config.ts'
import { findTemporalCli, startTemporal } from '../temporal/index.ts'
import type { Stoppable } from './layers.ts'
import type { Wiring } from './part-environment.ts'
import { supervise, type Part } from './supervise.ts'

export interface LaunchedTemporal extends Stoppable {
  readonly temporal: Wiring['temporal']
}

/** Brings up Temporal's dev server, or takes the user's own Temporal. */
export async function launchTemporal(
  config: LauncherConfig,
  ports: { readonly temporal: number; readonly temporalUi: number },
  watching: Pick<Part, 'logFile' | 'say' | 'onStart'>,
): Promise<LaunchedTemporal> {
  if (config.temporal !== undefined) {
    return { temporal: config.temporal, stop: async () => undefined }
  }
  const cli = await findTemporalCli({
    ...readTemporalSearch(config.environment),
    say: watching.say,
  })
  watching.say(`Temporal comes from ${cli.source}`)
  const part = await supervise({
    ...watching,
    name: 'Temporal',
    start: async () =>
      await startTemporal({
        dataDir: join(config.dataDir, 'temporal'),
        port: ports.temporal,
        uiPort: ports.temporalUi,
        cli: cli.path,
        logFile: watching.logFile,
      }),
  })
  return {
    temporal: {
      address: `127.0.0.1:${ports.temporal}`,
      namespace: 'default',
      uiUrl: `http://127.0.0.1:${ports.temporalUi}`,
    },
    stop: part.stop,
  }
}
