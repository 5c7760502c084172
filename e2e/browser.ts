import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser } from 'playwright-core'
import { PATIENCE_MS } from './system.ts'

const cache = resolve(import.meta.dirname, '../.cache')
const unpacked = join(cache, 'chromium')

/**
 * A real Chromium from an npm package: nothing has to be installed on the system. `more` are
 * arguments of Chromium's.
 */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const browser = await playwright.launch({
    executablePath: await unpackChromium(),
    // Its own arguments are meant for a function that serves one page: they keep all in one process.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', ...more],
    headless: true,
  })
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE_MS))
  return browser
}

/**
 * The package unpacks into the temporary folder, where another user's copy would stand in the way, and
 * takes what another process is still unpacking for complete: so each unpacks into a folder of its own,
 * and the first to be done gives it its name.
 */
async function unpackChromium(): Promise<string> {
  if (!existsSync(unpacked)) {
    mkdirSync(cache, { recursive: true })
    const own = mkdtempSync(join(cache, 'chromium-'))
    await unpackInto(own)
    try {
      renameSync(own, unpacked)
    } catch (error) {
      rmSync(own, { recursive: true })
      if (!existsSync(unpacked)) throw error
    }
  }
  return await unpackInto(unpacked)
}

/** Nothing is unpacked where it is already. */
async function unpackInto(folder: string): Promise<string> {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    return await chromium.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}
