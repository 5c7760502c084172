import { BinaryArray } from './binary-array.ts'
import { writeNumeric } from './numeric.ts'
import { toMs } from './times.ts'

/** The types that have a binary form here. */
const TYPES: Readonly<Record<string, new (rows: number) => BinaryArray>> = {
  boolean: class extends BinaryArray {
    constructor(rows: number) {
      super(16, rows)
    }

    put(value: unknown): void {
      if (isNone(value)) this.putNull()
      else this.begin(1).uint8(value === true ? 1 : 0)
    }
  },

  bytea: class extends BinaryArray {
    constructor(rows: number) {
      super(17, rows)
    }

    /** Takes hex digits. */
    put(value: unknown): void {
      if (isNone(value)) this.putNull()
      else this.begin(String(value).length / 2).hex(String(value))
    }
  },

  bigint: class extends BinaryArray {
    constructor(rows: number) {
      super(20, rows)
    }

    put(value: unknown): void {
      if (isNone(value)) {
        this.putNull()
        return
      }
      const text = typeof value === 'string' ? value : String(value)
      const number = toSafeInteger(text)
      if (number >= 0) this.begin(8).int64(number)
      else this.begin(8).bigint64(toBigint(text))
    }
  },

  integer: class extends BinaryArray {
    constructor(rows: number) {
      super(23, rows)
    }

    put(value: unknown): void {
      if (isNone(value)) {
        this.putNull()
        return
      }
      if (typeof value !== 'number' || (value | 0) !== value) {
        throw new TypeError('An integer was expected.')
      }
      this.begin(4).int32(value)
    }
  },

  text: class extends BinaryArray {
    constructor(rows: number) {
      super(25, rows)
    }

    put(value: unknown): void {
      if (isNone(value)) {
        this.putNull()
        return
      }
      const start = this.open()
      this.to.text(typeof value === 'string' ? value : String(value))
      this.end(start)
    }
  },

  timestamptz: class extends BinaryArray {
    constructor(rows: number) {
      super(1184, rows)
    }

    /** Whole milliseconds: Shopify's times have whole seconds. */
    put(value: unknown): void {
      if (isNone(value)) {
        this.putNull()
        return
      }
      const ms = value instanceof Date ? value.getTime() : toMs(String(value))
      if (Number.isNaN(ms)) throw new TypeError('A time was expected.')
      const since = (ms - YEAR_2000) * 1_000
      if (Number.isSafeInteger(since)) this.begin(8).int64(since)
      else this.begin(8).bigint64(BigInt(ms - YEAR_2000) * 1_000n)
    }
  },

  numeric: class extends BinaryArray {
    constructor(rows: number) {
      super(1700, rows)
    }

    put(value: unknown): void {
      if (isNone(value)) {
        this.putNull()
        return
      }
      const start = this.open()
      writeNumeric(this.to, typeof value === 'string' ? value : String(value))
      this.end(start)
    }
  },

  jsonb: class extends BinaryArray {
    constructor(rows: number) {
      super(3802, rows)
    }

    /** Its text, after the number of the format. */
    put(value: unknown): void {
      if (isNone(value)) {
        this.putNull()
        return
      }
      const start = this.open()
      this.to.uint8(1)
      this.to.text(JSON.stringify(value, sound))
      this.end(start)
    }
  },
}

/**
 * An empty column of a type. One that has no binary form here is an error.
 * @param rows how many are probably coming
 */
export function createColumn(type: string, rows = 200): BinaryArray {
  const Column = TYPES[type]
  if (Column === undefined) throw new TypeError(`There is no binary form for ${type}.`)
  return new Column(rows)
}

const YEAR_2000 = Date.UTC(2000, 0)

function isNone(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

/** Up to 15 digits fit a double exactly; Shopify's ids have 13. −1 for what is longer or no digits. */
function toSafeInteger(text: string): number {
  const { length } = text
  if (length === 0 || length > 15) return -1
  let number = 0
  for (let at = 0; at < length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return -1
    number = number * 10 + digit
  }
  return number
}

function toBigint(text: string): bigint {
  if (!/^-?\d{1,19}$/.test(text)) throw new TypeError('A whole number was expected.')
  return BigInt(text)
}

function sound(_key: string, part: unknown): unknown {
  return typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part
}
