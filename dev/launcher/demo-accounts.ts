import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newReadablePassword } from './secrets.ts'

/** The accounts of the demo, kept so that their passwords stay the same from start to start. */
export interface DemoAccounts {
  readonly agency: { readonly email: string; readonly password: string }
  /** By shop domain; the tenant is known once the shop was added. */
  readonly shops: Record<string, { email: string; password: string; tenantId?: string }>
}

const fileOf = (dataDir: string): string => join(dataDir, 'demo-accounts.json')

/** Reads the accounts, and makes those that are missing. */
export function readDemoAccounts(dataDir: string, domains: readonly string[]): DemoAccounts {
  const kept = readKept(dataDir)
  const shops = Object.fromEntries(
    domains.map((domain) => [
      domain,
      kept?.shops[domain] ?? newAccount(domain.split('.')[0] ?? ''),
    ]),
  )
  const accounts = {
    agency: kept?.agency ?? newAccount('agency'),
    shops: { ...kept?.shops, ...shops },
  }
  saveDemoAccounts(dataDir, accounts)
  return accounts
}

/** Keeps the accounts, in one step. */
export function saveDemoAccounts(dataDir: string, accounts: DemoAccounts): void {
  const unfinished = `${fileOf(dataDir)}.new`
  writeFileSync(unfinished, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 })
  renameSync(unfinished, fileOf(dataDir))
}

function readKept(dataDir: string): DemoAccounts | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as DemoAccounts
  } catch {
    return undefined
  }
}

function newAccount(name: string): { email: string; password: string } {
  return { email: `${name}@example.com`, password: newReadablePassword() }
}
