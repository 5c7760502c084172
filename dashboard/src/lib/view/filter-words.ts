import type { FilterName } from './filters.ts'

/** What a filter is called on the page. */
export const filterLabels: Record<FilterName, string> = {
  channel: 'Sales channel',
  product: 'Product',
  customerType: 'Customers',
  presentmentCurrency: 'Paid in',
  country: 'Country',
}

const customerTypes: Record<string, string> = {
  new: 'First orders',
  returning: 'Returning customers',
  guest: 'Guests',
}

/** "Country: none known" or "Customers: guests": a filter's value in the reader's words. */
export function describeFilter(name: FilterName, value: string): string {
  return `${filterLabels[name]}: ${describeValue(name, value)}`
}

/** A value of a filter by itself. */
export function describeValue(name: FilterName, value: string): string {
  if (value === '') return name === 'channel' ? 'none' : 'not known'
  switch (name) {
    case 'customerType':
      return customerTypes[value] ?? value
    case 'country':
      return countryName(value)
    default:
      return value
  }
}

/** "CH" → "Switzerland": the page speaks English. What is no code at all stays as it is. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}
