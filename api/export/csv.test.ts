import { expect, test } from 'vitest'
import { toHeading, toLines } from './csv.ts'
import type { Cell, Columns } from './table.ts'

const ONE: Columns<Cell> = { cell: { doc: '', value: (cell) => cell } }

/** The text of one cell, without its line's end. */
const written = (cell: Cell): string => toLines(ONE, [cell]).replace(/\r\n$/, '')

test('the first line has the mark by which Excel knows UTF-8, and every line ends as RFC 4180 says', () => {
  const columns: Columns<[string, number]> = {
    title: { doc: '', value: ([title]) => title },
    units: { doc: '', value: ([, units]) => units },
  }
  expect(toHeading(columns)).toBe('\uFEFFtitle,units\r\n')
  expect(
    toLines(columns, [
      ['Küche', 2],
      ['Lamp, "blue"', -1],
      ['two\nlines', 0],
      ['two\r\nlines', 0],
      ['an old\rMac', 0],
    ]),
  ).toBe(
    'Küche,2\r\n' +
      '"Lamp, ""blue""",-1\r\n' +
      '"two\nlines",0\r\n' +
      '"two\r\nlines",0\r\n' +
      '"an old\rMac",0\r\n',
  )
})

test('what a program for tables would take for a formula begins with an apostrophe', () => {
  expect(written("=cmd|' /C calc'!A0")).toBe("'=cmd|' /C calc'!A0")
  expect(written('@SUM(1)')).toBe("'@SUM(1)")
  expect(written('+49 30 1234')).toBe("'+49 30 1234")
  expect(written('-2+3+cmd')).toBe("'-2+3+cmd")
  expect(written('\t=1')).toBe("'\t=1")
  expect(written('\r=1')).toBe('"\'\r=1"')
  expect(written('\n=1')).toBe('"\'\n=1"')
  expect(written('=HYPERLINK("http://x","y")')).toBe('"\'=HYPERLINK(""http://x"",""y"")"')
})

test('so does one in wide letters, and one behind blanks or characters that nobody sees', () => {
  for (const sign of ['＝', '＋', '－', '＠']) expect(written(`${sign}1`)).toBe(`'${sign}1`)
  for (const hidden of [' ', '\u00A0', '\u3000', '\u200B', '\uFEFF', '\u202E', '\0', ' \u200B ']) {
    expect(written(`${hidden}=1`)).toBe(`'${hidden}=1`)
    expect(written(`${hidden}－1`)).toBe(`'${hidden}－1`)
  }
})

test('a plain number stays a number, below zero too, and of any length', () => {
  expect(written('-12.50')).toBe('-12.50')
  expect(written('-0')).toBe('-0')
  expect(written(-3)).toBe('-3')
  expect(written(0.142857)).toBe('0.142857')
  expect(written('-12345678901234567890.123456789')).toBe('-12345678901234567890.123456789')
  // No number as Tidemark writes one.
  expect(written('-1e5')).toBe("'-1e5")
  expect(written('-12.50 ')).toBe("'-12.50 ")
  expect(written('-.5')).toBe("'-.5")
})

test('ordinary text is left as it is, and nothing is an empty cell', () => {
  for (const text of ["O'Brien", 'a=b', 'x@example.com', '2026-01-31', '5 - 3', ' lead', '#1001']) {
    expect(written(text)).toBe(text)
  }
  expect(written(null)).toBe('')
  expect(written('')).toBe('')
  expect(written(true)).toBe('true')
  expect(written(false)).toBe('false')
})
