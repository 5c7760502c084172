import type { EntityCoverage } from '@tidemark/api/contract'

/**
 * A stretch of time: all there, there with something missing in it, not there, or newer than what
 * was read.
 */
export interface CoverageSpan {
  kind: 'complete' | 'partial' | 'missing' | 'newer'
  from: number
  to: number
}

export interface Lane {
  entity: EntityCoverage['entity']
  spans: CoverageSpan[]
}

/** From when to when the map reaches: from the earliest that is known of the shop until now. */
export function mapSpan(
  entities: readonly EntityCoverage[],
  firstOrderDay: string | null,
  now: number,
): { from: number; to: number } {
  const known = [firstOrderDay, ...entities.map(({ completeFrom }) => completeFrom)]
    .filter((one) => one !== null)
    .map((one) => Date.parse(one))
  const month = 30 * 86_400_000
  return { from: Math.min(now - month, ...known), to: now }
}

/** What of an entity is there, along the time of the map. */
export function toLane(
  { entity, completeFrom, completeTo, gaps }: EntityCoverage,
  { from, to }: { from: number; to: number },
): Lane {
  if (completeTo === null) return { entity, spans: [{ kind: 'missing', from, to }] }
  const begins =
    completeFrom === null ? from : Math.min(to, Math.max(from, Date.parse(completeFrom)))
  const ends = Math.min(to, Math.max(begins, Date.parse(completeTo)))
  // What lies before the beginning is drawn as missing already.
  const within = gaps.some(({ code }) => code !== 'sixty_days')
  const spans: CoverageSpan[] = [
    { kind: 'missing', from, to: begins },
    { kind: within ? 'partial' : 'complete', from: begins, to: ends },
    { kind: 'newer', from: ends, to },
  ]
  return { entity, spans: spans.filter((span) => span.to > span.from) }
}
