import { chooseTenant } from '../api/routes.ts'

/** Where the tabs of a browser tell each other which shop the session looks at. */
const key = 'tidemark:shop'

/**
 * The shop that this tab is about. The session looks at the shop that was chosen last in any tab; what
 * this tab loads says which one it means (see `hooks.client.ts`). Of the server's, none.
 */
export const tabShop: { id: string | null } = { id: null }

/** This tab is about this shop from now on, and so is the session. */
export function openInTab(id: string | null): void {
  tabShop.id = id
  if (id !== null) localStorage.setItem(key, id)
}

/** Whoever comes back to a tab and reloads it means its shop, not the one chosen in another tab. */
export async function takeBack(): Promise<void> {
  const { id } = tabShop
  if (id === null || localStorage.getItem(key) === id) return
  localStorage.setItem(key, id)
  await chooseTenant(fetch, id)
}
