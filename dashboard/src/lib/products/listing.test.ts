import { expect, test } from 'vitest'
import { listingQuery, readListing } from './listing.ts'

const asked = (query: string) => listingQuery(readListing(new URLSearchParams(query)))

test('without choices the products that were sold are listed by net sales', () => {
  expect(asked('')).toEqual({
    by: 'product',
    show: 'sold',
    sort: 'netSales',
    direction: 'desc',
  })
})

test('slow movers are what is for sale, the least sold first, until another order is chosen', () => {
  expect(asked('tab=slow')).toMatchObject({ show: 'live', sort: 'unitsSold', direction: 'asc' })
  expect(asked('tab=slow&sort=title&direction=asc')).toMatchObject({
    show: 'live',
    sort: 'title',
    direction: 'asc',
  })
})

test('what the page does not know is left out', () => {
  expect(asked('tab=best&by=shop&sort=smell&search=%20')).toEqual(asked(''))
})

test('search, vendor and type are asked for as they are', () => {
  expect(asked('search=vest&vendor=Pier%209&productType=Home&by=variant')).toMatchObject({
    by: 'variant',
    search: 'vest',
    vendor: 'Pier 9',
    productType: 'Home',
  })
})
