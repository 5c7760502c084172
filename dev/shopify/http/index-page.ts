import { API_VERSION } from '../graphql/schema.ts'
import type { Reply } from './response.ts'
import type { ServerState } from './shops.ts'

/** `GET /`: what this is, for somebody who opened it in a browser. */
export function answerIndex({ world }: ServerState): Reply {
  const rows = Array.from(
    world.shops.values(),
    ({ shop, orders }) =>
      `<tr><td>${shop.name}<td><code>POST /${shop.domain}/admin/api/${API_VERSION}/graphql.json</code>` +
      `<td>${orders.size} orders<td><a href="/_truth?shop=${shop.domain}">truth</a></tr>`,
  )
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html>
<meta charset="utf-8">
<title>Stand-in Shopify</title>
<style>body{font:16px/1.5 system-ui;max-width:60rem;margin:3rem auto;padding:0 1rem}td{padding:.25rem 1rem .25rem 0}</style>
<h1>Stand-in Shopify</h1>
<p>This is not Shopify. It serves made-up shops through Shopify's real Admin API schema
${API_VERSION}, by pages and by bulk operations, so that Tidemark can be tried and tested without a
shop.</p>
<table>${rows.join('')}</table>
<p><a href="/_control/state">State, tokens and clock</a></p>
`,
  }
}
