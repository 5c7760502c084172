import type { ComparedHistory, OrdersResponse } from '@tidemark/api/contract'

/** An earlier period to lay behind a chart over time. */
export interface EarlierHistory {
  name: string
  history: ComparedHistory['history']
}

/** Those that were asked for, at most two. */
export function earlierHistories({ previous, year }: OrdersResponse): EarlierHistory[] {
  return [
    { name: 'the period before', period: previous },
    { name: 'a year ago', period: year },
  ].flatMap(({ name, period }) => (period ? [{ name, history: period.history }] : []))
}
