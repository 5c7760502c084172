/** A query that the stand-in can answer: sums of sales for each day of a range. */
export interface SalesQuery {
  /** As they were asked for. */
  metrics: string[]
  /** YYYY-MM-DD, both included. */
  since: string
  until: string
}

/** Says in `parseErrors` what Shopify would not understand. */
export class ShopifyqlError extends Error {
  override readonly name = 'ShopifyqlError'
}

const CLAUSES = ['FROM', 'SHOW', 'TIMESERIES', 'SINCE', 'UNTIL', 'ORDER BY']
const DAY = /^\d{4}-\d\d-\d\d$/

/**
 * Reads `FROM sales SHOW a, b TIMESERIES day SINCE 2026-01-01 UNTIL 2026-01-31 ORDER BY day`. After
 * SHOW the clauses may stand in any order: Shopify's schema and its reference do not agree on one.
 * @throws ShopifyqlError for anything else
 */
export function parseShopifyql(query: string): SalesQuery {
  const clauses = readClauses(query)
  if (clauses['FROM'] === undefined) throw new ShopifyqlError('A query needs FROM.')
  if (clauses['FROM'] !== 'sales') {
    throw new ShopifyqlError(`The stand-in has no table ${clauses['FROM']}.`)
  }
  const metrics = clauses['SHOW']?.split(',').map((metric) => metric.trim()) ?? []
  if (metrics.length === 0) throw new ShopifyqlError('A query needs SHOW.')
  if (clauses['TIMESERIES'] !== 'day') {
    throw new ShopifyqlError('The stand-in knows TIMESERIES day alone.')
  }
  if (!/^day( ASC)?$/i.test(clauses['ORDER BY'] ?? 'day')) {
    throw new ShopifyqlError('The stand-in knows ORDER BY day alone.')
  }
  const { SINCE: since = '', UNTIL: until = '' } = clauses
  if (!DAY.test(since) || !DAY.test(until)) {
    throw new ShopifyqlError('The stand-in knows SINCE and UNTIL with a day each.')
  }
  if (until < since) throw new ShopifyqlError('UNTIL must not be before SINCE.')
  return { metrics, since, until }
}

/** What stands behind each keyword, which comes once. */
function readClauses(query: string): Record<string, string> {
  const words = query.trim().split(/\s+/)
  const clauses: Record<string, string> = {}
  let current: string | undefined
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const two = `${word} ${words[at + 1] ?? ''}`.toUpperCase()
    const keyword = CLAUSES.find((clause) => clause === two || clause === word.toUpperCase())
    if (keyword !== undefined) {
      if (keyword in clauses) throw new ShopifyqlError(`${keyword} comes twice.`)
      clauses[keyword] = ''
      current = keyword
      if (keyword === two) at += 1
    } else if (current === undefined) {
      throw new ShopifyqlError(`A query begins with FROM, not with ${word}.`)
    } else {
      clauses[current] = `${clauses[current] ?? ''} ${word}`.trim()
    }
  }
  return clauses
}
