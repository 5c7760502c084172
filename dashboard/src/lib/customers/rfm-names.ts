import type { RfmResponse } from '@tidemark/api/contract'

/** A group, by Shopify's name for it. */
export type RfmGroupName = RfmResponse['groups'][number]['group']

/** As Shopify's admin writes them. */
export const rfmNames: Record<RfmGroupName, string> = {
  CHAMPIONS: 'Champions',
  LOYAL: 'Loyal',
  ACTIVE: 'Active',
  NEW: 'New',
  PROMISING: 'Promising',
  NEEDS_ATTENTION: 'Needs attention',
  ALMOST_LOST: 'Almost lost',
  PREVIOUSLY_LOYAL: 'Previously loyal',
  AT_RISK: 'At risk',
  DORMANT: 'Dormant',
  PROSPECTS: 'Prospects',
}

/** One that members can be listed of; those of `PROSPECTS` have not ordered. */
export type ListedGroup = Exclude<RfmGroupName, 'PROSPECTS'>

/** Who is in it, in a few words. */
export const rfmMeanings: Record<ListedGroup, string> = {
  CHAMPIONS: 'ordered very recently, order the most often and spent the most',
  LOYAL: 'ordered recently, order often and spent much',
  ACTIVE: 'ordered recently, a few times and for a moderate sum',
  NEW: 'ordered very recently, but few times and for little so far',
  PROMISING: 'ordered recently, but few times and for little so far',
  NEEDS_ATTENTION: 'ordered some time ago, a few times and for a moderate sum',
  ALMOST_LOST: 'ordered some time ago, few times and for little',
  PREVIOUSLY_LOYAL: 'have not ordered for long, but did the most often and spent the most',
  AT_RISK: 'have not ordered for long, but did more than once or spent much',
  DORMANT: 'have not ordered for long, and did few times and for little',
}

export const listedGroups = Object.keys(rfmMeanings) as ListedGroup[]

/** What members can be sorted by. */
export const groupSorts = ['lifetimeValue', 'orders', 'lastOrder'] as const

/** Reads `group` from an address; what it does not know is left out. */
export function readGroup(query: Pick<URLSearchParams, 'get'>): ListedGroup | undefined {
  const wanted = query.get('group')
  return listedGroups.find((group) => group === wanted)
}
