import { ByteWriter } from './byte-writer.ts'

/** Where the number of elements stands, behind the dimensions, the flag for nulls and the type. */
const COUNT_AT = 12
/** Behind all that stands before the first element. */
const BEGIN = 20

/**
 * One column of rows as an array in Postgres' binary form, to be cast to `type[]`; it grows row by row.
 * Each type is a class with a `put` of its own: code that puts a value then always calls the same one.
 */
export abstract class BinaryArray {
  protected readonly to: ByteWriter
  #count = 0

  /**
   * @param oid Postgres' own number of the type, the same on every server
   * @param rows how many are probably coming
   */
  constructor(oid: number, rows: number) {
    this.to = new ByteWriter(BEGIN + rows * 12)
    this.to.int32(1)
    this.to.int32(1)
    this.to.int32(oid)
    this.to.int32(0)
    this.to.int32(1)
  }

  get count(): number {
    return this.#count
  }

  /** Adds a value; null and undefined are none. Throws when it is none of the type. */
  abstract put(value: unknown): void

  protected putNull(): void {
    this.#count += 1
    this.to.int32(-1)
  }

  /** Begins a value, whose `length` in bytes is known. */
  protected begin(length: number): ByteWriter {
    this.#count += 1
    this.to.int32(length)
    return this.to
  }

  /** Begins a value whose length is not known yet; `end` takes what this returns. */
  protected open(): number {
    this.#count += 1
    return this.to.skipLength()
  }

  protected end(start: number): void {
    this.to.setLength(start)
  }

  /** Forgets all values, and keeps the memory for others. */
  clear(): void {
    this.#count = 0
    this.to.rewind(BEGIN)
  }

  /** The array with all that was put so far; an empty one has no dimension. */
  bytes(): Buffer {
    if (this.#count > 0) {
      this.to.setInt32(COUNT_AT, this.#count)
      return this.to.bytes()
    }
    const empty = Buffer.from(this.to.bytes().subarray(0, COUNT_AT))
    empty.writeInt32BE(0)
    return empty
  }
}
