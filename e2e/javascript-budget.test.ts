import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { listPages } from './pages.ts'
import { loginOf, openSignedIn } from './sign-in.ts'

const { run } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser.close())

/** kB, compressed: what a page may load before anybody touches it. */
const budget = 120

test(`no page loads more than ${budget} kB of JavaScript`, async () => {
  const login = loginOf(run, 'harbor')
  const session = await signIn(run, login)
  await idle(session)
  const first = await openSignedIn(browser, run, login)
  const storageState = await first.context().storageState()
  await first.context().close()
  const weights: Record<string, number> = {}
  for (const { name, path } of await listPages(session)) {
    // Nothing is cached in a context of its own.
    const context = await browser.newContext({ storageState })
    const page = await context.newPage()
    const sizes: Promise<number>[] = []
    page.on('requestfinished', (request) => {
      if (request.resourceType() !== 'script') return
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
    })
    // The stream of the sync's news never ends: the network is never idle.
    await page.goto(`${run.url}${path}`, { waitUntil: 'load' })
    await page.locator('html[data-live]').waitFor({ state: 'attached' })
    weights[name] = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1000
    await context.close()
  }
  console.log('JavaScript by page, kB compressed:', weights)
  expect(Object.entries(weights).filter(([, weight]) => weight === 0 || weight > budget)).toEqual(
    [],
  )
})
