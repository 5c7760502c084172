import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, signIn } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { listPages, type NamedPage } from './pages.ts'
import { loginOf, openSignedIn } from './sign-in.ts'

const { run } = inject('system')
let browser: Browser
let pages: NamedPage[]

beforeAll(async () => {
  browser = await launchBrowser()
  const session = await signIn(run, run.agency)
  await idle(session)
  pages = await listPages(await signIn(run, loginOf(run, 'harbor')))
})

afterAll(() => browser.close())

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Examined {
  violations: unknown[]
  /** How far the page can be pushed sideways, px. */
  sideways: number
  /** Words that a screen reader reads as one, as no space stands between seen and unseen text. */
  glued: string[]
}

/** For the browser: where text that only screen readers get touches a word before or behind it. */
const findGlued = `[...document.querySelectorAll('[class*="sr-only"]')].flatMap((unseen) => {
  const beside = (way) => {
    let node = unseen[way]
    while (node?.nodeType === Node.COMMENT_NODE) node = node[way]
    return node?.nodeType === Node.TEXT_NODE ? node.data : ''
  }
  const around = [beside('previousSibling'), unseen.textContent, beside('nextSibling')]
  const [before, own, behind] = around
  const word = /[\\p{L}\\p{N}]\\n[\\p{L}\\p{N}]/u
  return word.test(before.slice(-1) + '\\n' + own.slice(0, 1)) ||
    word.test(own.slice(-1) + '\\n' + behind.slice(0, 1))
    ? [around.join('|')]
    : []
})`

async function examine(page: Page): Promise<Examined> {
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
  const sideways = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  return {
    violations: violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)]),
    sideways,
    glued: await page.evaluate<string[]>(findGlued),
  }
}

/** Each theme with each width once: a violation of contrast shows in any, one of width in any. */
for (const { colorScheme, width } of [
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'dark', width: 1280 },
] as const) {
  test(`axe finds nothing on any page, no words are glued, and none is wider than its window: ${colorScheme}, ${width} px`, async () => {
    const page = await openSignedIn(browser, run, loginOf(run, 'harbor'), {
      colorScheme,
      viewport: { width, height: 900 },
      // What fades in would be read at half its contrast.
      reducedMotion: 'reduce',
    })
    const found: Record<string, Awaited<ReturnType<typeof examine>>> = {}
    for (const { name, path, heading } of pages) {
      await page.goto(`${run.url}${path}`)
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      await page.locator('html[data-live]').waitFor({ state: 'attached' })
      await expect.poll(() => page.locator('.skeleton').count()).toBe(0)
      found[name] = await examine(page)
    }
    await page.context().clearCookies()
    await page.goto(run.url)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    found['login'] = await examine(page)
    const nothing = { violations: [], sideways: 0, glued: [] }
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, nothing])))
    await page.context().close()
  })
}
