import type { Locator, Page, Response } from 'playwright-core'

/** Opens an address as for the first time: one that is open already is shown as it was left. */
export async function openAnew(page: Page, url: string): Promise<Response | null> {
  await page.goto('about:blank')
  return page.goto(url)
}

/** The rows of the page's long list that are drawn. */
export const rowsOf = (page: Page): Locator => page.locator('tbody > tr[aria-rowindex]')

export interface ShownRow {
  /** The head is row 1. */
  index: number
  /** From the row's first link. */
  id: string
  /** What is seen of the cells beside the row's head. */
  cells: string[]
}

export const shownRows = (page: Page): Promise<ShownRow[]> =>
  rowsOf(page).evaluateAll((found) =>
    found.map((row) => ({
      index: Number(row.getAttribute('aria-rowindex')),
      id: row.querySelector('a')?.pathname.split('/').at(-1) ?? '',
      cells: [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim()),
    })),
  )
