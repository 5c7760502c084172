import type { Period } from '@tidemark/db/insights'

/** `tidemark-<shop>-<table>-<from>-<to>.csv`; without days where the rows are of no range. */
export function fileName(file: {
  shopDomain: string
  table: string
  id?: string | undefined
  range?: Period | undefined
}): string {
  const { shopDomain, table, id, range } = file
  const shop = shopDomain.replace(/\.myshopify\.com$/, '').replace(/[^a-z0-9-]+/gi, '-')
  const days = range && (range.from ?? range.to) !== null ? daysOf(range) : []
  return `${['tidemark', shop, table, ...(id === undefined ? [] : [id]), ...days].join('-')}.csv`
}

const daysOf = ({ from, to }: Period): string[] => [from ?? 'start', to ?? 'end']
