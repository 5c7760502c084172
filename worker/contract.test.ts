import { expect, it } from 'vitest'
import { nextScheduledAt, schedulePhase } from './contract.ts'

const tenantId = '00000e10-0000-4000-8000-000000000000' // 0xe10 = 3600

it('a shop is due at the same place of each interval', () => {
  expect(schedulePhase(tenantId, 3_600)).toBe(0)
  expect(schedulePhase(tenantId, 3_500)).toBe(100)
})

it('the next time is after now, also when now is exactly due', () => {
  const at = (time: string): string =>
    nextScheduledAt(tenantId, 3_600, new Date(time)).toISOString()
  expect(at('2026-11-23T03:20:00Z')).toBe('2026-11-23T04:00:00.000Z')
  expect(at('2026-11-23T04:00:00Z')).toBe('2026-11-23T05:00:00.000Z')
})
