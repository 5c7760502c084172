import { resolve } from '$app/paths'

/** Where a list of shops can lead: to a shop's overview, its settings or its syncs. */
export type ShopPage = 'overview' | 'settings' | 'syncs'

/** The page of the shop that the session looks at; anything unknown is the overview. */
export function pageOfShop(name: string): string {
  switch (name) {
    case 'settings':
      return resolve('/(app)/(shop)/settings')
    case 'syncs':
      return resolve('/(app)/(shop)/syncs')
    default:
      return resolve('/(app)/(shop)')
  }
}
