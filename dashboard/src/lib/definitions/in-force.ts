import type { Definition, Metadata, Switch } from '@tidemark/api/contract'

const WORDS: Record<Exclude<Switch, 'reversals'>, (value: string) => string> = {
  channel: (value) => (value === '' ? 'orders without a channel' : `channel ${value}`),
  product: (value) => `product ${value}`,
  customerType: (value) => `orders of ${value === 'guest' ? 'guests' : `${value} customers`}`,
  presentmentCurrency: (value) => `orders paid in ${value}`,
  country: (value) => (value === '' ? 'orders of no known country' : `country ${value}`),
}

/** The switches that change this number, as the page has set them: a sentence for each. */
export function describeSwitches(
  { switches }: Definition,
  metadata: Pick<Metadata, 'reversals' | 'filters'>,
): string[] {
  return switches.flatMap((name) => {
    if (name === 'reversals') {
      return metadata.reversals === 'event'
        ? 'Returns count on the day they happened.'
        : 'Returns count on the day of their order.'
    }
    const value = metadata.filters[name]
    return value === undefined ? [] : `Only ${WORDS[name](value)}.`
  })
}
