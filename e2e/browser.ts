import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser } from 'playwright-core'

const unpacked = resolve(import.meta.dirname, '../.cache/chromium')

/**
 * A real Chromium from an npm package: nothing has to be installed on the system. `more` are
 * arguments of Chromium's.
 */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return playwright.launch({
    executablePath: await unpackChromium(),
    // Its own arguments are meant for a function that serves one page: they keep all in one process.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', ...more],
    headless: true,
  })
}

/** The package unpacks into the temporary folder, where another user's copy would stand in the way. */
async function unpackChromium(): Promise<string> {
  mkdirSync(unpacked, { recursive: true })
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = unpacked
  try {
    return await chromium.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}
