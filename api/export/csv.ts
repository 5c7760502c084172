// csv-stringify: released all year, no dependencies, typed, and it escapes formulas by itself.
import { type Options, stringify } from 'csv-stringify/sync'
import type { Columns } from './table.ts'

/** A plain number is no formula, so that an amount below zero stays one. */
const BELOW_ZERO = /^-\d+(?:\.\d+)?$/
const AS_IT_IS = { escape_formulas: false }

/**
 * Programs that trim a cell find a formula behind blanks and invisible characters, where
 * `escape_formulas` does not look: it goes by the first character, a line feed left out.
 */
const HIDDEN_FORMULA = /^(?:\n|[\s\p{Cc}\p{Cf}]+[=+\-@＝＋－＠])/u

/** RFC 4180, readable by programs for tables: what they would take for a formula begins with '. */
const OPTIONS: Options = {
  record_delimiter: 'windows',
  quote_record_delimiter: true,
  escape_formulas: true,
  cast: {
    boolean: String,
    string: (value) => {
      if (BELOW_ZERO.test(value)) return { value, ...AS_IT_IS }
      return HIDDEN_FORMULA.test(value) ? `'${value}` : value
    },
  },
}

/** The first line, behind the mark by which Excel knows UTF-8. */
export function toHeading(columns: Columns<never>): string {
  return stringify([Object.keys(columns)], { ...OPTIONS, bom: true })
}

/** A line for each row. */
export function toLines<Row>(columns: Columns<Row>, rows: readonly Row[]): string {
  const values = Object.values(columns).map(({ value }) => value)
  return stringify(
    rows.map((row) => values.map((value) => value(row))),
    OPTIONS,
  )
}
