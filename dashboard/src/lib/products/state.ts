/** What keeps a product from being sold now, in a word; empty for one that is for sale. */
export function describeState(state: string): string {
  switch (state) {
    case 'active':
      return ''
    case 'unlisted':
      return 'sold by its link only'
    case 'unknown':
      return 'not known to Shopify'
    default:
      return state
  }
}
