/** Why an install could not begin or end, by the word that the API puts into the address. */
const sentences: Record<string, string> = {
  shop: 'That is no shop’s address: it ends in .myshopify.com.',
  callback:
    'Shopify’s answer could not be used: it was not meant for this browser, or came too late. ' +
    'Begin again here.',
  viewer: 'You may look at this shop, not connect it again. Ask one of its owners.',
  'not-set-up':
    'Installing the app is not set up here: whoever runs this Tidemark sets SHOPIFY_CLIENT_ID, ' +
    'SHOPIFY_CLIENT_SECRET and APP_URL.',
}

/** The sentence for `?problem=…`; null where there is none to tell. */
export function describeProblem(problem: string | null): string | null {
  return problem === null ? null : (sentences[problem] ?? null)
}

/** "my-shop" and "https://my-shop.myshopify.com/admin" are what people type and paste. */
export function toShopDomain(typed: string): string {
  const host = typed
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/, '')
  return host === '' || host.includes('.') ? host : `${host}.myshopify.com`
}
