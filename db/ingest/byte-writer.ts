/** Bytes one behind the other, numbers in network order, in memory that grows as it must. */
export class ByteWriter {
  #buffer: Buffer
  #view: DataView
  #at = 0

  /** @param size bytes that are probably needed */
  constructor(size: number) {
    this.#buffer = Buffer.allocUnsafeSlow(size)
    this.#view = new DataView(this.#buffer.buffer)
  }

  uint8(value: number): void {
    this.#need(1)
    this.#buffer[this.#at++] = value
  }

  int16(value: number): void {
    this.#need(2)
    this.#view.setInt16(this.#at, value)
    this.#at += 2
  }

  int32(value: number): void {
    this.#need(4)
    this.#view.setInt32(this.#at, value)
    this.#at += 4
  }

  /** A whole number that a double holds exactly. */
  int64(value: number): void {
    const high = Math.floor(value / 2 ** 32)
    this.#need(8)
    this.#view.setInt32(this.#at, high)
    this.#view.setUint32(this.#at + 4, value - high * 2 ** 32)
    this.#at += 8
  }

  bigint64(value: bigint): void {
    this.#need(8)
    this.#at = this.#buffer.writeBigInt64BE(value, this.#at)
  }

  /**
   * UTF-8 as Postgres takes it: it refuses the NUL character, which is left out, and half a surrogate
   * pair, which becomes U+FFFD.
   */
  text(value: string): void {
    const length = value.length
    this.#need(length * 3)
    const buffer = this.#buffer
    let at = this.#at
    // Short texts are written faster here than by a call out of JavaScript.
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i)
      if (code > 127 || code === 0 || length > 64) {
        const sound = value.includes('\0') ? value.replaceAll('\0', '') : value
        this.#at += buffer.write(sound, this.#at)
        return
      }
      buffer[at++] = code
    }
    this.#at = at
  }

  /** The bytes that hex digits stand for. */
  hex(digits: string): void {
    this.#need(digits.length / 2)
    this.#at += this.#buffer.write(digits, this.#at, 'hex')
  }

  /** Leaves room for a length; `setLength` fills it in with what was written since. */
  skipLength(): number {
    const start = this.#at
    this.#need(4)
    this.#at += 4
    return start
  }

  setLength(start: number): void {
    this.#view.setInt32(start, this.#at - start - 4)
  }

  /** Puts a 16-bit number where one stands already. */
  setInt16(at: number, value: number): void {
    this.#view.setInt16(at, value)
  }

  /** Puts a 32-bit number where one stands already. */
  setInt32(at: number, value: number): void {
    this.#view.setInt32(at, value)
  }

  get position(): number {
    return this.#at
  }

  /** Takes back what was written behind `position`. */
  rewind(position: number): void {
    this.#at = position
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#at)
  }

  #need(size: number): void {
    const wanted = this.#at + size
    if (wanted <= this.#buffer.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(wanted, this.#buffer.length * 2))
    this.#buffer.copy(larger, 0, 0, this.#at)
    this.#buffer = larger
    this.#view = new DataView(larger.buffer)
  }
}
