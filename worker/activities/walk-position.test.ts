import { describe, expect, it } from 'vitest'
import {
  advance,
  beginWalk,
  fromCursor,
  toCursor,
  type WalkPosition,
  walkQuery,
} from './walk-position.ts'

const LISTING_LIMIT = 24_000
const T = '2026-07-02T22:44:07Z'
const row = (id: string, updatedAt = T) => ({ id, updatedAt })

describe('a walk', () => {
  it('reads everything when there is no watermark', () => {
    expect(walkQuery(beginWalk(null, 300_000))).toBeNull()
  })

  it('looks back behind its watermark, in whole seconds and quoted', () => {
    expect(walkQuery(beginWalk('2026-07-02T22:44:07.123Z', 300_000))).toBe(
      "updated_at:>='2026-07-02T22:39:07Z'",
    )
  })

  it('goes on with the cursor of the page before', () => {
    const begun = beginWalk(T, 0)
    expect(advance(begun, { rows: 250, endCursor: 'c1', last: row('7') }, LISTING_LIMIT)).toEqual({
      ...begun,
      after: 'c1',
      rows: 250,
    })
  })

  it('ends with the listing', () => {
    expect(
      advance(beginWalk(T, 0), { rows: 3, endCursor: null, last: row('7') }, LISTING_LIMIT),
    ).toBeNull()
  })

  it('starts a new listing at the last row before Shopify stops showing rows', () => {
    const full: WalkPosition = { ...beginWalk(null, 0), rows: LISTING_LIMIT - 1, after: 'c' }
    expect(advance(full, { rows: 1, endCursor: 'd', last: row('9') }, LISTING_LIMIT)).toEqual({
      mode: 'time',
      from: T,
      afterId: null,
      after: null,
      rows: 0,
    })
  })

  it('walks by id through more rows of one time than a listing shows', () => {
    const full: WalkPosition = { ...beginWalk(T, 0), rows: LISTING_LIMIT, after: 'c' }
    const byId = advance(full, { rows: 250, endCursor: 'd', last: row('9') }, LISTING_LIMIT)
    expect(byId && walkQuery(byId)).toBe(`updated_at:>='${T}' AND id:>=1`)
    const later = byId && { ...byId, rows: LISTING_LIMIT, after: 'e' }
    const next =
      later && advance(later, { rows: 1, endCursor: 'f', last: row('812') }, LISTING_LIMIT)
    expect(next && walkQuery(next)).toBe(`updated_at:>='${T}' AND id:>812`)
  })

  it('comes back from the cursor row exactly as it went in', () => {
    const positions: WalkPosition[] = [
      { ...beginWalk(null, 0), rows: 250, after: 'eyJsYXN0X2lkIjo3fQ==' },
      { ...beginWalk(T, 0), rows: 500, after: 'a:b:c' },
      { mode: 'id', from: T, afterId: '812', after: null, rows: 0 },
    ]
    for (const position of positions) expect(fromCursor(toCursor(position))).toEqual(position)
    expect(fromCursor({ pageCursor: null, walkQuery: null })).toBeNull()
  })
})
