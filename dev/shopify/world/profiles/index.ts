import { harborGoods } from './harbor-goods.ts'
import { kumoTea } from './kumo-tea.ts'
import { lindenhofKeramik } from './lindenhof-keramik.ts'
import type { Profile } from './profile.ts'

export type { ProductLine, Profile, Region } from './profile.ts'

export const profiles: readonly Profile[] = [harborGoods, lindenhofKeramik, kumoTea]

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
