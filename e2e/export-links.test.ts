import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn, type Session } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { listPages } from './pages.ts'
import { loginOf, openSignedIn } from './sign-in.ts'

const { run } = inject('system')
const harbor = loginOf(run, 'harbor')
let browser: Browser
let session: Session

beforeAll(async () => {
  session = await signIn(run, harbor)
  await idle(session)
  browser = await launchBrowser()
})

afterAll(() => browser.close())

/** The page with all that it waits for. */
async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(`${run.url}${path}`)
  await page.locator('html[data-live]').waitFor({ state: 'attached' })
  await expect.poll(() => page.locator('.skeleton').count()).toBe(0)
}

test('every link to a file, on every page, leads to a file of that shop and says of what', async () => {
  const page = await openSignedIn(browser, run, harbor)
  const paths = (await listPages(session)).map(({ path }) => path)
  const more = ['drift', 'groups', 'time-between-orders'].map((view) => `/customers/${view}`)
  const tables = new Set<string>()
  for (const path of [...paths, ...more]) {
    await openPage(page, path)
    for (const link of await page.locator('a[href^="/api/export/"]').all()) {
      const href = (await link.getAttribute('href')) ?? ''
      expect((await link.textContent())?.trim()).toMatch(/^Download \S.* as CSV$/)
      const response = await session.request(href)
      const type = response.headers.get('content-type')
      expect([path, href, response.status, type]).toEqual([
        path,
        href,
        200,
        'text/csv; charset=utf-8',
      ])
      expect(response.headers.get('content-disposition')).toMatch(
        /filename="tidemark-(harbor|shops)/,
      )
      const lines = (await response.text()).split('\r\n')
      expect([href, lines.at(-1)]).toEqual([href, ''])
      tables.add(href.replace(/^\/api\/export\/([^?]+).*$/, '$1'))
    }
  }
  expect(tables.size).toBeGreaterThan(10)
  await page.context().close()
})

test('a tab gets the file of its own shop when another tab has chosen another one since', async () => {
  const page = await openSignedIn(browser, run, run.agency, { acceptDownloads: true })
  const [cookie] = await page.context().cookies(run.url)
  const as = { cookie: `${cookie?.name}=${cookie?.value}`, 'content-type': 'application/json' }
  const choose = (shop: string) =>
    fetch(`${run.url}/api/session/tenant`, {
      method: 'POST',
      headers: as,
      body: JSON.stringify({ tenantId: loginOf(run, shop).tenantId }),
    })
  await choose('harbor')
  await openPage(page, '/orders')
  await choose('lindenhof')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download orders as CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^tidemark-harbor.*-orders.*\.csv$/)
  const file = await readFile(await download.path(), 'utf8')
  const [first = '', second = ''] = file.split('\r\n')
  expect(first).toMatch(/^\uFEFFid,name,day,/)
  expect(second).toContain(',USD,')
  await page.context().close()
})
