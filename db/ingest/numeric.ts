import type { ByteWriter } from './byte-writer.ts'

const MINUS = 45
const NEGATIVE = 0x4000

/**
 * An exact decimal in Postgres' binary form: digits to the base of 10,000, counted from the point.
 * The number of decimals is kept as it was spelled. Throws when it is not a plain decimal.
 */
export function writeNumeric(to: ByteWriter, decimal: string): void {
  const start = decimal.charCodeAt(0) === MINUS ? 1 : 0
  const found = decimal.indexOf('.')
  const point = found < 0 ? decimal.length : found
  const decimals = found < 0 ? 0 : decimal.length - found - 1
  if (point === start || (found >= 0 && decimals === 0)) refuse(decimal)

  if (point - start <= 4 && decimals <= 4) {
    const whole = readGroup(decimal, point - 4, start)
    const fraction = decimals === 0 ? 0 : readGroup(decimal, point + 1, start)
    writeSmall(to, { whole, fraction, decimals, negative: start === 1 })
    return
  }
  const head = to.position
  to.int32(0)
  to.int32(0)
  const wholeGroups = Math.ceil((point - start) / 4)
  const groups = wholeGroups + Math.ceil(decimals / 4)
  let count = 0
  let weight = 0
  /** Behind the last group that is not zero. */
  let end = { count: 0, position: to.position }
  for (let group = 0; group < groups; group++) {
    const from =
      group < wholeGroups
        ? point - (wholeGroups - group) * 4
        : point + 1 + (group - wholeGroups) * 4
    const value = readGroup(decimal, from, start)
    if (value === 0 && count === 0) continue
    if (count === 0) weight = wholeGroups - 1 - group
    to.int16(value)
    count += 1
    if (value !== 0) end = { count, position: to.position }
  }
  to.rewind(end.position)
  to.setInt16(head, end.count)
  to.setInt16(head + 2, weight)
  to.setInt16(head + 4, start === 1 && end.count > 0 ? NEGATIVE : 0)
  to.setInt16(head + 6, decimals)
}

/** Nearly every amount: below 10,000 and with at most four decimals. */
function writeSmall(
  to: ByteWriter,
  amount: { whole: number; fraction: number; decimals: number; negative: boolean },
): void {
  const { whole, fraction, decimals, negative } = amount
  const count = (whole === 0 ? 0 : 1) + (fraction === 0 ? 0 : 1)
  // A group that is zero is written only between two that are not.
  to.int16(count)
  to.int16(whole === 0 && fraction !== 0 ? -1 : 0)
  to.int16(negative && count > 0 ? NEGATIVE : 0)
  to.int16(decimals)
  if (whole !== 0) to.int16(whole)
  if (fraction !== 0) to.int16(fraction)
}

/** Four digits; those before the number's first and behind its last are zeros. */
function readGroup(decimal: string, from: number, start: number): number {
  let value = 0
  for (let at = from; at < from + 4; at++) {
    const inside = at >= start && at < decimal.length
    const digit = inside ? decimal.charCodeAt(at) - 48 : 0
    if (digit < 0 || digit > 9) refuse(decimal)
    value = value * 10 + digit
  }
  return value
}

function refuse(decimal: string): never {
  throw new TypeError(`An amount was expected, not ${decimal.length} other characters.`)
}
