import type { App } from '../app/model.ts'
import type { ShopRecord } from '../world/model.ts'
import type { ConsentRequest } from './authorize.ts'
import { escapeHtml, htmlPage } from './html.ts'
import type { Reply } from './response.ts'

/** What a scope lets an app see, for merchants; a scope that is missing is shown by its name. */
const WORDS: Record<string, string> = {
  read_all_orders: 'All orders, those older than 60 days too',
  read_customer_merge: 'Merges of customers',
  read_customers: 'Customers',
  read_inventory: 'Inventory',
  read_locations: 'Locations',
  read_orders: 'Orders, transactions and fulfilments of the last 60 days',
  read_products: 'Products, variants and collections',
  read_reports: 'Reports',
  read_returns: 'Returns',
}

/** The page on which a merchant decides about an app. */
export function consentPage(consent: {
  app: App
  shop: ShopRecord
  asked: ConsentRequest
  /** What was granted before; null where the app is not installed. */
  held: readonly string[] | null
  query: string
}): Reply {
  const { app, shop, asked, held, query } = consent
  const verb = held === null ? 'Install' : 'Update'
  const rows = asked.scopes.map((scope) => {
    const added = held !== null && !held.includes(scope) ? ' <strong>new</strong>' : ''
    return `<li>${escapeHtml(WORDS[scope] ?? scope)} <code>${escapeHtml(scope)}</code>${added}</li>`
  })
  return htmlPage(
    200,
    `${verb} ${app.name}`,
    `<p>${escapeHtml(shop.name)} · ${escapeHtml(shop.domain)}</p>
<h1>${verb} ${escapeHtml(app.name)}</h1>
<p>This app will be able to see in your shop:</p>
<ul>${rows.join('')}</ul>
<form method="post" action="/${shop.domain}/admin/oauth/authorize${escapeHtml(query)}">
<button name="decision" value="install">${verb}</button>
<button name="decision" value="cancel">Cancel</button>
</form>
<p><small>This is the stand-in Shopify: the shop and its people are made up.</small></p>`,
  )
}

/** What Shopify shows in place of the consent where the app's request is wrong. */
export function oauthErrorPage(reason: string): Reply {
  return htmlPage(400, 'Oauth error', `<h1>Oauth error ${escapeHtml(reason)}</h1>`)
}
