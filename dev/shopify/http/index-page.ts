import { API_VERSION } from '../graphql/schema.ts'
import { uninstallApp } from '../app/install.ts'
import { describeShop, signQuery } from '../app/sign.ts'
import { addOrder } from '../world/index.ts'
import type { ShopState } from '../world/model.ts'
import { escapeHtml, htmlPage } from './html.ts'
import { redirect, shopifyError } from './response.ts'
import type { Reply } from './response.ts'
import { requireShop } from './shops.ts'
import type { ServerState } from './shops.ts'

/** `GET /`: what this is, for somebody who opened it in a browser. */
export function answerIndex(server: ServerState): Reply {
  const rows = Array.from(server.world.shops.values(), (state) => toRow(server, state))
  return htmlPage(
    200,
    'Stand-in Shopify',
    `<h1>Stand-in Shopify</h1>
<p>This is not Shopify. It serves made-up shops through Shopify's real Admin API schema
${API_VERSION}, by pages and by bulk operations, so that Tidemark can be tried and tested without a
shop.</p>
<table>${rows.join('')}</table>
<p><a href="/_control/state">State, tokens and clock</a></p>`,
  )
}

function toRow(server: ServerState, { shop, orders }: ShopState): string {
  return (
    `<tr><td>${escapeHtml(shop.name)}` +
    `<td><code>POST /${shop.domain}/admin/api/${API_VERSION}/graphql.json</code>` +
    `<td>${orders.size} orders<td><a href="/_truth?shop=${shop.domain}">truth</a>` +
    `<td>${toButton(shop.domain, 'order', 'Place an order')}` +
    `<td>${toAction(server, shop.domain)}</tr>`
  )
}

function toAction({ store }: ServerState, domain: string): string {
  const { app, installations } = store.partners
  const name = escapeHtml(app.name)
  if (installations[domain] !== undefined) {
    return toButton(domain, 'uninstall', `Uninstall ${name}`)
  }
  if (app.appUrl === null) return 'The app has no address yet'
  return `<a href="/shops/${domain}/install">Install ${name}</a>`
}

function toButton(domain: string, action: string, text: string): string {
  return `<form method="post" action="/shops/${domain}/${action}"><button>${text}</button></form>`
}

/** What the index page's link and buttons of a shop do. */
export function answerShopAction(server: ServerState, name: string, route: string): Reply {
  const state = requireShop(server, name)
  const { app } = server.store.partners
  if (route === 'GET install' && app.appUrl !== null) {
    // As from the app store: to the app, which then asks for consent.
    const target = new URL(`${app.appUrl}/api/shopify/install`)
    target.search = new URLSearchParams(signQuery(app, describeShop(state.shop))).toString()
    return redirect(target.href)
  }
  if (route === 'POST order') {
    const total = state.shop.minorDigits === 0 ? '4900' : '49.00'
    addOrder(server.world, state.shop.domain, { total })
    return redirect('/')
  }
  if (route === 'POST uninstall') {
    uninstallApp(server, state)
    return redirect('/')
  }
  return shopifyError(404, 'Not Found')
}
