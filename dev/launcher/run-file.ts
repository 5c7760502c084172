import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a running copy tells other programs, in `run.json` of its data folder. */
export interface RunFile {
  /** The dashboard and the API. */
  readonly url: string
  readonly temporalUi: string
  /** Template of the Admin API's origin. */
  readonly shopifyOrigin: string
  /** One login for each demo shop. */
  readonly logins: readonly Login[]
  /** A login that owns all demo shops; left out without a demo. */
  readonly agency?: { readonly email: string; readonly password: string }
  /** The privileged connection. */
  readonly databaseUrl: string
  /** The connection as the app role. */
  readonly databaseAppUrl: string
  readonly temporalAddress: string
  readonly temporalNamespace: string
  /** The file that holds `TIDEMARK_KEYS`. */
  readonly keysFile: string
  /** Base URL of the stand-in's control routes; left out without a stand-in. */
  readonly shopifyControl?: string
  /** The process id of every part, the launcher's own included. */
  readonly pids: Readonly<Record<string, number>>
}

export interface Login {
  readonly email: string
  readonly password: string
  readonly tenantId: string
  readonly shopDomain: string
}

const fileOf = (dataDir: string): string => join(dataDir, 'run.json')

/** Writes the file in one step: who reads it sees the old one or the new one. */
export function writeRunFile(dataDir: string, run: RunFile): void {
  const unfinished = `${fileOf(dataDir)}.new`
  writeFileSync(unfinished, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 })
  renameSync(unfinished, fileOf(dataDir))
}

export function removeRunFile(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true })
}
