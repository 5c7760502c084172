import type { StatsResponse } from '@tidemark/api/contract'
import type { Comparison } from '../view/view.ts'

/** An earlier period that the page compares with. */
export interface Earlier {
  id: 'previous' | 'year'
  label: string
  figures: NonNullable<StatsResponse['previous']>
}

/** The earlier periods that were asked for, as far as the answer has them. */
export function earlierOf(stats: StatsResponse, compare: Comparison): Earlier[] {
  const wanted = compare.split(',')
  return [
    { id: 'previous', label: 'Period before', figures: stats.previous } as const,
    { id: 'year', label: 'Year before', figures: stats.year } as const,
  ].flatMap(({ id, label, figures }) =>
    figures && wanted.includes(id) ? [{ id, label, figures }] : [],
  )
}
