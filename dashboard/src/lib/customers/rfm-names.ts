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
