import { addDays, addMonths, firstOfMonth, type Day } from './day.ts'

/** The ranges that are chosen by name, in the order of the menu. */
export const presets = [
  { id: 'today', label: 'Today' },
  { id: '7d', label: 'Last 7 days' },
  { id: '30d', label: 'Last 30 days' },
  { id: '90d', label: 'Last 90 days' },
  { id: 'month', label: 'This month' },
  { id: 'last-month', label: 'Last month' },
  { id: 'year', label: 'This year' },
  { id: '12m', label: 'Last 12 months' },
  { id: 'all', label: 'All time' },
] as const

export type PresetId = (typeof presets)[number]['id']

export function isPreset(text: string | null): text is PresetId {
  return presets.some(({ id }) => id === text)
}

/**
 * The days of a preset, both ends included, today being the shop's day. All time begins with the
 * shop's first order and shows at least 30 days.
 */
export function presetDays(
  id: PresetId,
  today: Day,
  firstOrderDay: Day | null,
): { from: Day; to: Day } {
  switch (id) {
    case 'today':
      return { from: today, to: today }
    case '7d':
      return { from: addDays(today, -6), to: today }
    case '30d':
      return { from: addDays(today, -29), to: today }
    case '90d':
      return { from: addDays(today, -89), to: today }
    case 'month':
      return { from: firstOfMonth(today), to: today }
    case 'last-month': {
      const first = firstOfMonth(addMonths(today, -1))
      return { from: first, to: addDays(firstOfMonth(today), -1) }
    }
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today }
    case '12m':
      return { from: addDays(addMonths(today, -12), 1), to: today }
    case 'all': {
      const month = addDays(today, -29)
      return { from: firstOrderDay && firstOrderDay < month ? firstOrderDay : month, to: today }
    }
  }
}
