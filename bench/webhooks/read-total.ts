import { OWNER } from '../sync/product/demo-shop.ts'

/** The owner's session, as headers for `fetch`. */
export async function openSession(url: string): Promise<{ cookie: string }> {
  const login = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(OWNER),
  })
  return { cookie: login.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}

/** The shop's total as a dashboard shows it. */
export async function readTotal(url: string, headers: { cookie: string }): Promise<string> {
  const response = await fetch(`${url}/api/stats`, { headers })
  return ((await response.json()) as { totalRevenue: { amount: string } }).totalRevenue.amount
}
