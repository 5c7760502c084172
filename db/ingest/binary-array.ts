import { ByteWriter } from './byte-writer.ts'
import { writeNumeric } from './numeric.ts'
import { toMs } from './times.ts'

/** Postgres' own number of a type, the same on every server, and how one value is written. */
interface BinaryType {
  oid: number
  /** Writes a value that is not null, its length excluded. Throws when it is none of that type. */
  write: (to: ByteWriter, value: unknown) => void
}

const TYPES: Readonly<Record<string, BinaryType>> = {
  boolean: { oid: 16, write: (to, value) => to.uint8(value === true ? 1 : 0) },
  bigint: { oid: 20, write: writeBigint },
  bytea: { oid: 17, write: (to, value) => to.hex(String(value)) },
  integer: { oid: 23, write: writeInteger },
  text: { oid: 25, write: (to, value) => to.text(String(value)) },
  timestamptz: { oid: 1184, write: writeTimestamp },
  numeric: { oid: 1700, write: (to, value) => writeNumeric(to, String(value)) },
  jsonb: { oid: 3802, write: writeJsonb },
}

/** Where the number of elements stands, behind the dimensions, the flag for nulls and the type. */
const COUNT_AT = 12

/**
 * One column of rows as an array in Postgres' binary form, to be cast to `type[]`; it grows row by row.
 * A type that has no binary form here is an error, as is a value that is none of its type.
 */
export class BinaryColumn {
  readonly type: string
  readonly #write: BinaryType['write']
  readonly #to: ByteWriter
  #count = 0

  /** @param rows how many are probably coming */
  constructor(type: string, rows = 200) {
    const known = TYPES[type]
    if (known === undefined) throw new TypeError(`There is no binary form for ${type}.`)
    this.type = type
    this.#write = known.write
    this.#to = new ByteWriter(20 + rows * 12)
    this.#to.int32(1)
    this.#to.int32(1)
    this.#to.int32(known.oid)
    this.#to.int32(0)
    this.#to.int32(1)
  }

  get count(): number {
    return this.#count
  }

  put(value: unknown): void {
    const to = this.#to
    this.#count += 1
    if (value === null || value === undefined) {
      to.int32(-1)
      return
    }
    const start = to.skipLength()
    this.#write(to, value)
    to.setLength(start)
  }

  /** The array with all that was put so far; an empty one has no dimension. */
  bytes(): Buffer {
    if (this.#count > 0) {
      this.#to.setInt32(COUNT_AT, this.#count)
      return this.#to.bytes()
    }
    const empty = Buffer.from(this.#to.bytes().subarray(0, COUNT_AT))
    empty.writeInt32BE(0)
    return empty
  }
}

function writeInteger(to: ByteWriter, value: unknown): void {
  if (typeof value !== 'number' || (value | 0) !== value) {
    throw new TypeError('An integer was expected.')
  }
  to.int32(value)
}

/** Up to 15 digits fit a double exactly; Shopify's ids have 13. */
function writeBigint(to: ByteWriter, value: unknown): void {
  const text = String(value)
  let number = text.length === 0 || text.length > 15 ? Number.NaN : 0
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48
    number = digit < 0 || digit > 9 ? Number.NaN : number * 10 + digit
  }
  if (Number.isNaN(number)) to.bigint64(toBigint(text))
  else to.int64(number)
}

function toBigint(text: string): bigint {
  if (!/^-?\d{1,19}$/.test(text)) throw new TypeError('A whole number was expected.')
  return BigInt(text)
}

const YEAR_2000 = Date.UTC(2000, 0)

/** Whole milliseconds: Shopify's times have whole seconds. */
function writeTimestamp(to: ByteWriter, value: unknown): void {
  const ms = value instanceof Date ? value.getTime() : toMs(String(value))
  if (Number.isNaN(ms)) throw new TypeError('A time was expected.')
  const since = (ms - YEAR_2000) * 1_000
  if (Number.isSafeInteger(since)) to.int64(since)
  else to.bigint64(BigInt(ms - YEAR_2000) * 1_000n)
}

/** Its text, after the number of the format. */
function writeJsonb(to: ByteWriter, value: unknown): void {
  to.uint8(1)
  to.text(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part,
    ),
  )
}
