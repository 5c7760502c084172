import { expect, it } from 'vitest'
import { PageSizes } from './page-sizes.ts'

const quick = { answerMs: 900, restoreMs: 2300 }

/** Full pages at whatever size is current. */
function come(sizes: PageSizes, pages: number, time = quick): void {
  for (let page = 0; page < pages; page += 1) sizes.calm(sizes.size, time)
}

it('begins with the largest page and stays there', () => {
  const sizes = new PageSizes([250, 100, 50])
  come(sizes, 50)
  expect(sizes.size).toBe(250)
})

it('stays where the bucket, not Shopify, takes its time', () => {
  const sizes = new PageSizes([250, 100])
  come(sizes, 50, { answerMs: 6000, restoreMs: 9000 })
  expect(sizes.size).toBe(250)
})

it('tries smaller pages when answers come near the limit of ten seconds', () => {
  const sizes = new PageSizes([250, 100])
  come(sizes, 1, { answerMs: 8000, restoreMs: 2300 })
  expect(sizes.size).toBe(100)
})

it('goes back to large pages, and leaves them again where a row took less time in small ones', () => {
  const sizes = new PageSizes([250, 100])
  sizes.shrink()
  come(sizes, 20, { answerMs: 1000, restoreMs: 1900 })
  expect(sizes.size).toBe(250)
  // 19 ms a row before, 32 now.
  come(sizes, 1, { answerMs: 8000, restoreMs: 2300 })
  expect(sizes.size).toBe(100)
  come(sizes, 20, { answerMs: 1000, restoreMs: 1900 })
  // 9.2 ms a row.
  come(sizes, 30)
  expect(sizes.size).toBe(250)
})

it('learns nothing from a page that is not full', () => {
  const sizes = new PageSizes([250, 100])
  sizes.calm(3, { answerMs: 9000, restoreMs: 100 })
  expect(sizes.size).toBe(250)
})
