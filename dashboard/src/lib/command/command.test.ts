import { describe, expect, test } from 'vitest'
import { intervalsWith, readCommand } from './command.ts'

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

describe('a command from a form', () => {
  test('is read with what belongs to it, and nothing else', () => {
    expect(readCommand(form({ command: 'pause', seconds: '60' }))).toEqual({ command: 'pause' })
    expect(readCommand(form({ command: 'setInterval', seconds: '900' }))).toEqual({
      command: 'setInterval',
      seconds: 900,
    })
    expect(readCommand(form({ command: 'resync', entity: 'orders' }))).toEqual({
      command: 'resync',
      entity: 'orders',
    })
  })

  test('is none where the form does not say which, how long or what', () => {
    for (const fields of [
      {},
      { command: 'drop' },
      { command: 'setInterval' },
      { command: 'setInterval', seconds: 'soon' },
      { command: 'setInterval', seconds: '-60' },
      { command: 'resync' },
      { command: 'resync', entity: 'secrets' },
    ]) {
      expect(readCommand(form(fields as Record<string, string>))).toBeUndefined()
    }
  })
})

describe('the intervals to choose from', () => {
  test('hold the shop’s own, in order', () => {
    expect(intervalsWith(3_600).filter((seconds) => seconds === 3_600)).toHaveLength(1)
    const odd = intervalsWith(1_000)
    expect(odd[odd.indexOf(1_000) - 1]).toBe(900)
    expect(odd[odd.indexOf(1_000) + 1]).toBe(1_800)
  })
})
