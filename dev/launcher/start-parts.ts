import { join } from 'node:path'
import type { LauncherConfig, Ports } from '../config.ts'
import { describeRun } from './announce.ts'
import { startDatabase } from './database.ts'
import { connectDemoShops, type DemoShops } from './demo-shops.ts'
import { watchFirstSyncs } from './first-syncs.ts'
import type { Layers } from './layers.ts'
import { openLogs } from './logs.ts'
import type { Output } from './output.ts'
import { toPartEnvironment } from './part-environment.ts'
import { settlePorts } from './ports.ts'
import { startApi, startWorker } from './product.ts'
import { type RunFile, writeRunFile } from './run-file.ts'
import { keepSecret, newKeyring, newReadablePassword } from './secrets.ts'
import { startStandIn } from './stand-in.ts'
import type { Part } from './supervise.ts'
import { launchTemporal } from './temporal.ts'

export interface Start {
  readonly config: LauncherConfig
  readonly output: Output
  readonly signal: AbortSignal
  /** The parts that run, kept up to date through their restarts. */
  readonly pids: Map<string, number>
  readonly layers: Layers
}

/** Starts every part in order, writes `run.json` when the API answers, and says how to come in. */
export async function start({ config, output, signal, pids, layers }: Start): Promise<void> {
  const { dataDir } = config
  const ports = await settlePorts(config.ports, listNeededPorts(config))
  const logOf = openLogs(dataDir, ['postgres', 'temporal', 'shopify', 'worker', 'api'])
  let run: RunFile | undefined
  const watch = (name: string): Pick<Part, 'logFile' | 'say' | 'onStart'> => ({
    logFile: logOf(name),
    say: output.say,
    onStart: (pid) => {
      pids.set(name, pid)
      if (run === undefined || signal.aborted) return
      run = { ...run, pids: listPids(pids) }
      writeRunFile(dataDir, run)
    },
  })

  const url = `http://127.0.0.1:${ports.web}`
  output.say(`Starting ${describeParts(config)}`)
  const [database, { temporal }, standIn] = await layers.add([
    startDatabase(config, ports.postgres, watch('postgres')),
    launchTemporal(config, ports, watch('temporal')),
    startStandIn(config, ports.shopify, config.appUrl ?? url, watch('shopify')),
  ])
  signal.throwIfAborted()

  const keysFile = config.keysFile ?? join(dataDir, 'keys')
  if (config.keys === undefined && config.keysFile === undefined) keepSecret(keysFile, newKeyring)
  const shopifyOrigin = standIn.origin ?? config.shopifyOrigin
  const environment = toPartEnvironment(config, {
    databaseAppUrl: database.databaseAppUrl,
    temporal,
    shopifyOrigin,
    shopifyApp: standIn.app,
    keysFile,
  })
  output.say('Starting the worker, the API and the dashboard')
  const setupCode = newReadablePassword()
  const [demo] = await Promise.all([
    standIn.control === undefined
      ? NO_SHOPS
      : connectDemoShops(dataDir, standIn.control, environment),
    layers.add([
      startWorker(config, environment, watch('worker')),
      startApi(config, ports.web, { ...environment, TIDEMARK_SETUP_CODE: setupCode }, watch('api')),
    ]),
  ])
  signal.throwIfAborted()

  run = {
    url,
    temporalUi: temporal.uiUrl ?? '',
    shopifyOrigin: shopifyOrigin ?? 'https://{shop}',
    ...demo,
    databaseUrl: database.databaseUrl,
    databaseAppUrl: database.databaseAppUrl,
    temporalAddress: temporal.address,
    temporalNamespace: temporal.namespace,
    keysFile,
    ...(standIn.control === undefined ? {} : { shopifyControl: standIn.control }),
    pids: listPids(pids),
  }
  writeRunFile(dataDir, run)
  await watchFirstSyncs(url, run.logins, output, signal)
  output.say(describeRun(run, dataDir, (await isSetUp(url)) ? undefined : setupCode))
}

/** Whether there is an account already. */
async function isSetUp(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/setup`)
  const { open } = (await response.json()) as { open?: boolean }
  return open !== true
}

const NO_SHOPS: DemoShops = { logins: [] }

function listPids(pids: ReadonlyMap<string, number>): Record<string, number> {
  return { launcher: process.pid, ...Object.fromEntries(pids) }
}

function describeParts({ databaseUrl, temporal, demo }: LauncherConfig): string {
  const embedded = [
    ...(databaseUrl === undefined ? ['Postgres'] : []),
    ...(temporal === undefined ? ['Temporal'] : []),
    ...(demo ? ['the stand-in Shopify'] : []),
  ]
  return embedded.join(', ') || 'with your own Postgres, Temporal and Shopify'
}

function listNeededPorts(config: LauncherConfig): (keyof Ports)[] {
  return [
    'web',
    ...(config.databaseUrl === undefined ? (['postgres'] as const) : []),
    ...(config.temporal === undefined ? (['temporal', 'temporalUi'] as const) : []),
    ...(config.demo ? (['shopify'] as const) : []),
  ]
}
