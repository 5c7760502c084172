import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('the process says where it is, and finishes what it is answering when it is told to stop', async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const args = [main, '--port', '0', '--scale', '0.002', '--no-traffic']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const control = /http:\/\/\S+/.exec(line)?.[0] ?? ''
  const state = (await (await fetch(`${control}/_control/state`)).json()) as {
    shops: { domain: string; tokens: { token: string }[] }[]
  }
  const [shop] = state.shops

  const rules = [{ kind: 'slow', ms: 500 }]
  await fetch(`${control}/_control/faults`, { method: 'POST', body: JSON.stringify({ rules }) })
  const answer = fetch(`${control}/${shop?.domain ?? ''}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'x-shopify-access-token': shop?.tokens[0]?.token ?? '' },
    body: JSON.stringify({ query: '{ shop { myshopifyDomain } }' }),
  })
  await waitForRequest(control, shop?.domain)
  child.kill('SIGTERM')
  expect(await (await answer).json()).toMatchObject({
    data: { shop: { myshopifyDomain: shop?.domain } },
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  expect(code).toBe(0)
})

/** Until the server has begun to answer the shop's first request. */
async function waitForRequest(control: string, domain: string | undefined): Promise<void> {
  for (;;) {
    const { shops } = (await (await fetch(`${control}/_control/state`)).json()) as {
      shops: { domain: string; requests: number }[]
    }
    if (shops.some((shop) => shop.domain === domain && shop.requests > 0)) return
  }
}
