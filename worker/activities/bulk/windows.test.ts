import { expect, test } from 'vitest'
import { retryWindows, WHOLE, windowFilter } from './windows.ts'

const span = { oldest: '2024-01-01T00:00:00Z', now: '2026-01-01T00:00:00Z' }

test('all of an entity takes no filter; bounds and times of change are quoted', () => {
  expect(windowFilter(WHOLE, null)).toBeNull()
  const window = { from: '2025-01-01T00:00:00Z', to: '2025-02-01T00:00:00Z', tries: 0 }
  expect(windowFilter(window, '2025-01-15T10:00:00.123Z')).toBe(
    "created_at:>='2025-01-01T00:00:00Z' AND created_at:<'2025-02-01T00:00:00Z' AND " +
      "updated_at:>='2025-01-15T10:00:00Z'",
  )
})

test('a window that failed is tried once more, then cut into parts that leave no gap', () => {
  expect(retryWindows([WHOLE], span)).toEqual({
    kind: 'again',
    windows: [{ from: null, to: null, tries: 1 }],
  })
  const cut = retryWindows([{ ...WHOLE, tries: 1 }], span)
  if (cut.kind !== 'narrower') throw new Error('It was not cut.')
  expect(cut.windows[0]?.from).toBeNull()
  expect(cut.windows.at(-1)?.to).toBeNull()
  for (const [index, window] of cut.windows.slice(1).entries()) {
    expect(window.from).toBe(cut.windows[index]?.to)
  }
})

test('a narrow window that fails is given up, and so is a whole that is too short to cut', () => {
  const narrow = { from: '2025-01-01T00:00:00Z', to: '2025-02-01T00:00:00Z', tries: 1 }
  expect(retryWindows([narrow, narrow], span)).toEqual({ kind: 'give up' })
  const short = { oldest: '2026-01-01T00:00:00Z', now: '2026-01-01T00:30:00Z' }
  expect(retryWindows([{ ...WHOLE, tries: 1 }], short)).toEqual({ kind: 'give up' })
  expect(retryWindows([{ ...WHOLE, tries: 1 }], { ...short, oldest: null })).toEqual({
    kind: 'give up',
  })
})
