import { badRequest } from '../api-error.ts'
import type { Instant } from '../../world/model.ts'
import type { Term } from './query.ts'
import type { SearchWarning } from './report.ts'
import { dayAround, parseTime } from './time.ts'
import type { TimeSpan } from './time.ts'

/** What a value of a search query is read against. */
export interface SearchEnvironment {
  zone: string
  now: Instant
}

/** A test of one row. */
export type Predicate<Row> = (row: Row) => boolean

/** Turns a term on this field into a test, or says why the term is left out. */
export type SearchField<Row> = (
  term: Term,
  environment: SearchEnvironment,
) => Predicate<Row> | { warning: SearchWarning }

type Nullable<Value> = Value | null | undefined

function compare(comparator: Term['comparator'], order: number): boolean {
  if (comparator === ':') return order === 0
  if (comparator === ':<') return order < 0
  if (comparator === ':<=') return order <= 0
  return comparator === ':>' ? order > 0 : order >= 0
}

/** Whether a time lies before (-1), in (0) or after (1) a span. */
function orderOf(time: Instant, span: TimeSpan): number {
  if (time < span.start) return -1
  return time < span.end ? 0 : 1
}

function readTime(term: Term, text: string, { zone, now }: SearchEnvironment): TimeSpan {
  const span = parseTime(text, zone, now)
  if (span === undefined) {
    throw badRequest(`Invalid timestamp for query filter \`${term.field}\`.`)
  }
  return span
}

function readSpan(term: Term, environment: SearchEnvironment): TimeSpan {
  const [from = '', to] = term.value.split('..')
  const first = readTime(term, from, environment)
  return to === undefined ? first : { start: first.start, end: readTime(term, to, environment).end }
}

/** A time to the second; dates without a time mean the whole day, month or year. */
export function timeField<Row>(timeOf: (row: Row) => Nullable<Instant>): SearchField<Row> {
  return timesField((row) => {
    const time = timeOf(row)
    return time === null || time === undefined ? [] : [time]
  })
}

/** Several times, of which one must fit. */
export function timesField<Row>(timesOf: (row: Row) => readonly Instant[]): SearchField<Row> {
  return (term, environment) => {
    if (term.value === '*') return (row) => timesOf(row).length > 0
    const span = readSpan(term, environment)
    return (row) => timesOf(row).some((time) => compare(term.comparator, orderOf(time, span)))
  }
}

/** A time that Shopify only matches by whole days of the shop: `customers.updated_at`. */
export function dayField<Row>(timeOf: (row: Row) => Instant): SearchField<Row> {
  return (term, environment) => {
    if (term.value === '*') return () => true
    const span = readSpan(term, environment)
    const days = {
      start: dayAround(span.start, environment.zone).start,
      end: dayAround(span.end - 1, environment.zone).end,
    }
    return (row) => compare(term.comparator, orderOf(timeOf(row), days))
  }
}

/** Numeric ids; a whole global id is taken too. */
export function idField<Row>(idsOf: (row: Row) => readonly number[]): SearchField<Row> {
  return (term) => {
    if (term.value === '*' && !term.quoted) return (row) => idsOf(row).length > 0
    const digits = /^(?:gid:\/\/shopify\/\w+\/)?(\d+)$/.exec(term.value)?.[1]
    if (digits === undefined || Number(digits) === 0) {
      const message = `Expected field to be a positive integer or UUID, received \`${term.value}\`.`
      return { warning: { field: term.field, message } }
    }
    const wanted = Number(digits)
    return (row) => idsOf(row).some((id) => compare(term.comparator, id - wanted))
  }
}

/** Amounts and counts, compared as numbers. */
export function numberField<Row>(numberOf: (row: Row) => Nullable<number>): SearchField<Row> {
  return (term) => {
    if (term.value === '*' && !term.quoted) {
      return (row) => numberOf(row) !== null && numberOf(row) !== undefined
    }
    const wanted = Number(term.value)
    if (term.value === '' || Number.isNaN(wanted)) return invalidValue(term)
    return (row) => {
      const value = numberOf(row)
      return value !== null && value !== undefined && compare(term.comparator, value - wanted)
    }
  }
}

/** true or false. */
export function booleanField<Row>(valueOf: (row: Row) => boolean): SearchField<Row> {
  return (term) => {
    const wanted = term.value.toLowerCase()
    if (wanted !== 'true' && wanted !== 'false') return invalidValue(term)
    return (row) => valueOf(row) === (wanted === 'true')
  }
}

/** A whole value, in any case, with `*` for a prefix and commas between alternatives. */
export function keywordField<Row>(
  valuesOf: (row: Row) => readonly Nullable<string>[],
): SearchField<Row> {
  return (term) => {
    const present = (row: Row) => valuesOf(row).some((value) => (value ?? '') !== '')
    if (term.value === '*' && !term.quoted) return present
    const wanted = term.value.split(',').map((part) => matcher(part.trim(), term.quoted))
    return (row) =>
      valuesOf(row).some((value) => {
        const text = (value ?? '').toLowerCase()
        return text !== '' && wanted.some((matches) => matches(text))
      })
  }
}

/** One of a few values; any other is an `invalid_value`. */
export function choiceField<Row>(choices: Record<string, (row: Row) => boolean>): SearchField<Row> {
  return (term) => {
    const tests: Predicate<Row>[] = []
    for (const part of term.value.split(',')) {
      const test = choices[part.trim().toLowerCase()]
      if (test === undefined) return invalidValue(term)
      tests.push(test)
    }
    return (row) => tests.some((test) => test(row))
  }
}

/** Words of a text, in any case: each word must occur, quoted words side by side. */
export function textField<Row>(
  textsOf: (row: Row) => readonly Nullable<string>[],
): SearchField<Row> {
  return (term) => {
    if (term.value === '*' && !term.quoted) {
      return (row) => textsOf(row).some((text) => (text ?? '') !== '')
    }
    const wanted = toWords(term.value)
    const prefix = !term.quoted && term.value.endsWith('*')
    return (row) => textsOf(row).some((text) => containsWords(toWords(text ?? ''), wanted, prefix))
  }
}

function containsWords(words: string[], wanted: string[], prefix: boolean): boolean {
  if (wanted.length === 0) return true
  return words.some((_, start) =>
    wanted.every((word, index) => {
      const found = words[start + index] ?? ''
      return prefix && index === wanted.length - 1 ? found.startsWith(word) : found === word
    }),
  )
}

function toWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

function matcher(wanted: string, quoted: boolean): (text: string) => boolean {
  const lower = wanted.toLowerCase()
  if (!quoted && lower.endsWith('*')) return (text) => text.startsWith(lower.slice(0, -1))
  return (text) => text === lower
}

function invalidValue(term: Term): { warning: SearchWarning } {
  const message = `Input \`${term.value}\` is not an accepted value.`
  return { warning: { field: term.field, message, code: 'invalid_value' } }
}
