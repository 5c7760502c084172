import { OWNER } from '../product/demo-shop.ts'

/** What the dashboard asks, with the session of the shop's owner. */
export interface Merchant {
  syncNow: () => Promise<{ workflowId: string; runId: string }>
  isSyncing: () => Promise<boolean>
  /** "1234.50" */
  readTotal: () => Promise<string>
}

export async function signIn(url: string): Promise<Merchant> {
  const login = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(OWNER),
  })
  const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const ask = async <T>(path: string, method = 'GET'): Promise<T> => {
    const response = await fetch(url + path, { method, headers: { cookie } })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`)
    return (await response.json()) as T
  }
  return {
    syncNow: () => ask('/api/sync', 'POST'),
    isSyncing: async () => (await ask<{ current: object | null }>('/api/sync')).current !== null,
    readTotal: async () =>
      (await ask<{ totalRevenue: { amount: string } }>('/api/stats')).totalRevenue.amount,
  }
}
