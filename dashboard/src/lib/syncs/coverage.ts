import type { EntityCoverage } from '@tidemark/api/contract'

/** How instants are written: `day` as a date in the shop's zone, `ago` relative to now. */
interface Words {
  day: (instant: string) => string
  ago: (instant: string) => string
}

/** From when to when an entity is complete, as a sentence. */
export function describeSpan(
  { completeFrom, completeTo }: Pick<EntityCoverage, 'completeFrom' | 'completeTo'>,
  { day, ago }: Words,
): string {
  if (completeTo === null) return 'Not read to the end yet.'
  const from = completeFrom === null ? 'the shop’s beginning' : day(completeFrom)
  return `Complete from ${from} until ${ago(completeTo)}.`
}

/** When the mirror's ids were last held against Shopify's, which is how a lost deletion is found. */
export function describeComparison(
  { comparedAt }: Pick<EntityCoverage, 'comparedAt'>,
  { ago }: Pick<Words, 'ago'>,
): string {
  return comparedAt === null
    ? 'Not compared with Shopify’s own list yet.'
    : `Compared with Shopify’s own list ${ago(comparedAt)}.`
}

/** Whether an entity is all there: read to the end, and nothing known to be missing. */
export function isWhole({ completeTo, gaps }: EntityCoverage): boolean {
  return completeTo !== null && gaps.length === 0
}
