import { join } from 'node:path'
import type { LauncherConfig } from '../config.ts'
import type { Stoppable } from './layers.ts'
import { startNodePart } from './node-part.ts'
import { supervise, type Part } from './supervise.ts'

type Watching = Pick<Part, 'logFile' | 'say' | 'onStart'>
type PartEnvironment = Readonly<Record<string, string | undefined>>

/**
 * Left alone, V8 lets young objects take 100 MB before it looks which of them are still in use. As in
 * the compose file.
 */
const YOUNG_GENERATION = '--max-semi-space-size=8'

/** Runs the worker. */
export async function startWorker(
  { root, dataDir }: LauncherConfig,
  env: PartEnvironment,
  watching: Watching,
): Promise<Stoppable> {
  return await supervise({
    ...watching,
    name: 'the worker',
    start: async () =>
      await startNodePart({
        name: 'worker',
        main: join(root, 'worker', 'main.ts'),
        nodeOptions: [YOUNG_GENERATION],
        env,
        logFile: watching.logFile,
        pidDir: join(dataDir, 'pids'),
      }),
  })
}

/** Runs the API with the built dashboard, and resolves when it answers. */
export async function startApi(
  { root, dataDir }: LauncherConfig,
  port: number,
  env: PartEnvironment,
  watching: Watching,
): Promise<Stoppable> {
  return await supervise({
    ...watching,
    name: 'the API',
    start: async () =>
      await startNodePart({
        name: 'api',
        main: join(root, 'api', 'main.ts'),
        env: {
          ...env,
          PORT: String(port),
          TIDEMARK_DASHBOARD: join(root, 'dashboard', 'build', 'handler.js'),
        },
        logFile: watching.logFile,
        pidDir: join(dataDir, 'pids'),
        readyUrl: `http://127.0.0.1:${port}/api/health`,
      }),
  })
}
