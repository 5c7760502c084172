import { join } from 'node:path'
import type { LauncherConfig } from '../config.ts'
import type { Stoppable } from './layers.ts'
import { startNodePart } from './node-part.ts'
import type { ShopifyApp } from './part-environment.ts'
import { supervise, type Part } from './supervise.ts'

export interface StandIn extends Stoppable {
  /** Template of the Admin API's origin; undefined when there is no stand-in. */
  readonly origin: string | undefined
  /** Base URL of the control routes; undefined when there is no stand-in. */
  readonly control: string | undefined
  /** The app that its shops can install; undefined when there is no stand-in. */
  readonly app: ShopifyApp | undefined
}

/**
 * Runs the stand-in Shopify, where it is wanted.
 * @param appUrl where the app lives: there it sends who has installed it
 */
export async function startStandIn(
  { root, dataDir, environment, demo }: LauncherConfig,
  port: number,
  appUrl: string,
  watching: Pick<Part, 'logFile' | 'say' | 'onStart'>,
): Promise<StandIn> {
  if (!demo) {
    return { origin: undefined, control: undefined, app: undefined, stop: async () => undefined }
  }
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
          TIDEMARK_SHOPIFY_APP_URL: appUrl,
        },
        logFile: watching.logFile,
        pidDir: join(dataDir, 'pids'),
        readyUrl: `${control}/_control/state`,
      }),
  })
  const app = { ...(await readCredentials(control)), appUrl }
  return { origin: `${control}/{shop}`, control, app, stop: part.stop }
}

async function readCredentials(control: string): Promise<Omit<ShopifyApp, 'appUrl'>> {
  const response = await fetch(`${control}/_control/state`)
  const { app } = (await response.json()) as {
    app: { clientId: string; clientSecrets: readonly string[] }
  }
  return { clientId: app.clientId, clientSecret: app.clientSecrets.join(',') }
}
