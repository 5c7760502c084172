import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { dayName, zoneDays } from '../dev/shopify/truth/zone-days.ts'
import { idle, signIn, syncNow } from './api-client.ts'
import { launchBrowser } from './browser.ts'
import { control } from './compare.ts'
import { ordersByCustomer, readCustomersTruth, type CustomersTruth } from './customers-truth.ts'
import { loginOf, openSignedIn } from './sign-in.ts'

const { run } = inject('system')
const harbor = loginOf(run, 'harbor')
const session = await signIn(run, harbor)
let truth: CustomersTruth
let browser: Browser
let page: Page

beforeAll(async () => {
  await idle(session)
  await control(run, 'clock', { frozen: true })
  await syncNow(session)
  truth = await readCustomersTruth(run, harbor.shopDomain)
  browser = await launchBrowser()
  page = await openSignedIn(browser, run, harbor, { viewport: { width: 1280, height: 900 } })
})
afterAll(() => browser.close())

test('a cohort has the truth’s customers, who came back, and what they brought', async () => {
  const cohorts = new Map<string, { size: number; back: Map<string, Set<number>> }>()
  for (const [customer, orders] of ordersByCustomer(truth.world)) {
    const month = dayName(orders[0]?.day ?? 0).slice(0, 7)
    const cohort = cohorts.get(month) ?? { size: 0, back: new Map() }
    cohorts.set(month, cohort)
    cohort.size++
    for (const { day } of orders) {
      const in_ = dayName(day).slice(0, 7)
      cohort.back.set(in_, (cohort.back.get(in_) ?? new Set()).add(customer))
    }
  }
  const months = [...cohorts].toSorted(([one], [other]) => (one < other ? -1 : 1))
  await page.goto(`${run.url}/cohorts?range=all&measure=customers&months=all`)
  const table = page.getByRole('table', { name: 'Cohorts by month of the first order' })
  await table.waitFor()
  const shown = await table
    .locator('tbody tr')
    .evaluateAll((found) =>
      found.map((row) =>
        [...row.querySelectorAll('td')]
          .map((cell) => cell.textContent.replace(/\D/g, ''))
          .filter((text) => text !== ''),
      ),
    )
  const running = dayName(zoneDays(truth.world.shop.ianaTimezone)(truth.world.shop.asOf)).slice(
    0,
    7,
  )
  expect(shown).toEqual(
    months.map(([first, { size, back }]) => [
      String(size),
      ...monthsFrom(first, running).map((month) => String(back.get(month)?.size ?? 0)),
    ]),
  )
})

test('the cells’ measure is in the address, and reading it aloud tells months that still run', async () => {
  await page.goto(`${run.url}/cohorts`)
  await page.getByRole('link', { name: 'Value per customer' }).click()
  await page.getByRole('heading', { name: /^Value per customer by month/ }).waitFor()
  expect(new URL(page.url()).searchParams.get('measure')).toBe('value')
  const last = page.locator('tbody tr').last().locator('td.cell').last()
  expect(await last.textContent()).toMatch(/^\$[\d,.]+\s*, so far$/)
  await page.reload()
  await page.getByRole('heading', { name: /^Value per customer by month/ }).waitFor()
})

function monthsFrom(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last;) {
    months.push(month)
    const [year = 0, number = 0] = month.split('-').map(Number)
    month = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  }
  return months
}
