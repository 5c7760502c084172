import { expect, test } from 'vitest'
import { DATE_BASES, type Definition, definitions, definitionsVersion, SWITCHES } from './index.ts'

const all: [string, Definition][] = Object.entries(definitions)

test('every number has an id of its own, and words for each question', () => {
  for (const [key, definition] of all) {
    expect(definition.id).toBe(key)
    expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/)
    for (const text of [definition.sentence, definition.differsFromShopify]) {
      expect([key, text]).toEqual([key, expect.stringMatching(/^[A-Z“][^]*[.]$/)])
    }
    expect([key, definition.name]).toEqual([key, expect.stringMatching(/^[A-Z].*[^.]$/)])
    expect(definition.formula).not.toBe('')
    expect(definition.version).toBeGreaterThanOrEqual(1)
    expect(Object.keys(DATE_BASES)).toContain(definition.dateBasis)
    for (const name of definition.switches) expect(Object.keys(SWITCHES)).toContain(name)
  }
  expect(new Set(all.map(([, { name }]) => name)).size).toBe(all.length)
})

test('how reversals are counted changes what counts by event, and nothing else', () => {
  for (const [key, { dateBasis, switches }] of all) {
    expect([key, switches.includes('reversals')]).toEqual([key, dateBasis === 'event'])
  }
})

test('the catalogue has a version', () => {
  expect(definitionsVersion).toMatch(/^[0-9a-f]{12}$/)
})
