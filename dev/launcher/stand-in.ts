import { join } from 'node:path'
import type { LauncherConfig } from '../config.ts'
import type { Stoppable } from './layers.ts'
import { startNodePart } from './node-part.ts'
import { supervise, type Part } from './supervise.ts'

export interface StandIn extends Stoppable {
  /** Template of the Admin API's origin; undefined when there is no stand-in. */
  readonly origin: string | undefined
  /** Base URL of the control routes; undefined when there is no stand-in. */
  readonly control: string | undefined
}

/** Runs the stand-in Shopify, where it is wanted. */
export async function startStandIn(
  { root, dataDir, environment, demo }: LauncherConfig,
  port: number,
  watching: Pick<Part, 'logFile' | 'say' | 'onStart'>,
): Promise<StandIn> {
  if (!demo) return { origin: undefined, control: undefined, stop: async () => undefined }
  const control = `http://127.0.0.1:${port}`
  const part = await supervise({
    ...watching,
    name: 'the stand-in Shopify',
    start: async () =>
      await startNodePart({
        name: 'shopify',
        main: join(root, 'dev', 'shopify', 'main.ts'),
        env: {
          ...environment,
          TIDEMARK_DATA: dataDir,
          TIDEMARK_SHOPIFY_DATA: join(dataDir, 'shopify'),
          TIDEMARK_SHOPIFY_PORT: String(port),
        },
        logFile: watching.logFile,
        pidDir: join(dataDir, 'pids'),
        readyUrl: `${control}/_control/state`,
      }),
  })
  return { origin: `${control}/{shop}`, control, stop: part.stop }
}
