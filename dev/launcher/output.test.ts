import { expect, test } from 'vitest'
import { createOutput } from './output.ts'

function collect(isTTY: boolean): { isTTY: boolean; write: (text: string) => void; text: string } {
  return {
    isTTY,
    text: '',
    write(text) {
      this.text += text
    },
  }
}

test('a terminal redraws the status in place, below the lines that stay', () => {
  const stream = collect(true)
  const output = createOutput(stream, () => 0)
  output.showStatus(['a: 1', 'b: 1'])
  output.showStatus(['a: 2', 'b: 2'])
  output.say('done')
  expect(stream.text).toBe('a: 1\nb: 1\n\u001B[2A\u001B[Ja: 2\nb: 2\n\u001B[2A\u001B[Jdone\n')
})

test('a file gets plain lines, and a status only now and then', () => {
  const stream = collect(false)
  let now = 0
  const output = createOutput(stream, () => now)
  output.showStatus(['a: 1'])
  output.showStatus(['a: 2'])
  now = 15_000
  output.showStatus(['a: 3'])
  output.showStatus(['a: 3'])
  expect(stream.text).toBe('a: 1\na: 3\n')
})
