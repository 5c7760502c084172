import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { cookieOf, findRunningCopy, NotRunningError, type RunningCopy } from './running-copy.ts'

/**
 * `npm run screenshots [-- --out folder]`: each page of the running copy's largest demo shop, in
 * both themes and two widths, to be looked at. Nothing is compared.
 */
const { values } = parseArgs({
  options: { out: { type: 'string', default: '.cache/screenshots' } },
})

try {
  mkdirSync(values.out, { recursive: true })
  const copy = await findRunningCopy(process.env)
  const browser = await launchBrowser()
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 360]) await takeAll(browser, copy, colorScheme, width)
  }
  await browser.close()
} catch (error) {
  console.error(error instanceof NotRunningError ? error.message : error)
  process.exitCode = 1
}

async function takeAll(
  browser: Browser,
  { url, session, pages }: RunningCopy,
  colorScheme: 'light' | 'dark',
  width: number,
): Promise<void> {
  const context = await browser.newContext({
    locale: 'en-US',
    colorScheme,
    reducedMotion: 'reduce',
    viewport: { width, height: 900 },
  })
  await context.addCookies([{ ...cookieOf(session), url }])
  const page = await context.newPage()
  for (const { name, path } of pages) {
    await page.goto(`${url}${path}`)
    await page.locator('html[data-live]').waitFor({ state: 'attached' })
    await page.waitForFunction('document.querySelector(".skeleton") === null')
    const file = join(values.out, `${name}-${colorScheme}-${width}.png`)
    await page.screenshot({ path: file, fullPage: true })
    console.log(file)
  }
  await context.close()
}
