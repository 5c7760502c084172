import { fjordOutfitters } from './fjord-outfitters.ts'
import { harborGoods } from './harbor-goods.ts'
import { kumoTea } from './kumo-tea.ts'
import { lindenhofKeramik } from './lindenhof-keramik.ts'
import type { Profile } from './profile.ts'

export type { ProductLine, Profile, Region } from './profile.ts'

export const profiles: readonly Profile[] = [
  harborGoods,
  lindenhofKeramik,
  kumoTea,
  fjordOutfitters,
]

/** Whether the partner's app is installed from the beginning. */
export function isConnected(profile: Profile): boolean {
  return profile !== fjordOutfitters
}

/** The domains of all shops, of the one too that has not installed the app. */
export const allShops: readonly string[] = profiles.map(domainOf)

/** The shop's domain on Shopify. */
export function domainOf(profile: Profile): string {
  return `${profile.handle}.myshopify.com`
}

/** The profile behind a seeded shop. */
export function profileOf(handle: string): Profile {
  const profile = profiles.find((candidate) => candidate.handle === handle)
  if (profile === undefined) throw new Error(`There is no demo shop "${handle}".`)
  return profile
}
