import { randomBytes } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

/** How much text is gathered before it becomes bytes: text that lives long costs collecting. */
const CHUNK_CHARACTERS = 32_000
/** How many bytes are gathered before they are written. */
const WRITE_BYTES = 1_000_000

/** Writes a result to a file of its own, in chunks, so that memory stays flat. */
export class ResultWriter {
  readonly path: string
  readonly #handle: FileHandle
  #chunk = ''
  #bytes: Buffer[] = []
  #waiting = 0
  #size = 0

  private constructor(path: string, handle: FileHandle) {
    this.path = path
    this.#handle = handle
  }

  static async open(folder: string): Promise<ResultWriter> {
    await mkdir(folder, { recursive: true })
    const path = join(folder, `${randomBytes(12).toString('hex')}.jsonl`)
    return new ResultWriter(path, await open(path, 'w'))
  }

  /** Bytes written so far. */
  get size(): number {
    return this.#size
  }

  /** Takes lines; true when it is time to `flush`. */
  add(lines: readonly string[]): boolean {
    for (const line of lines) {
      this.#chunk += line
      if (this.#chunk.length >= CHUNK_CHARACTERS) this.#encode()
    }
    return this.#waiting >= WRITE_BYTES
  }

  #encode(): void {
    const bytes = Buffer.from(this.#chunk)
    this.#chunk = ''
    this.#bytes.push(bytes)
    this.#waiting += bytes.length
  }

  async flush(): Promise<void> {
    if (this.#chunk !== '') this.#encode()
    const bytes = this.#bytes
    this.#size += this.#waiting
    this.#bytes = []
    this.#waiting = 0
    if (bytes.length > 0) await this.#handle.writeFile(Buffer.concat(bytes))
  }

  async close(): Promise<void> {
    await this.flush()
    await this.#handle.close()
  }

  /** Throws away what was written. */
  async discard(): Promise<void> {
    await this.#handle.close()
    await rm(this.path, { force: true })
  }
}

/** Longer than any line of a result. */
const WINDOW_BYTES = 1_000_000

/** Where a file ends that is cut at a share of its bytes: between two lines, or within one. */
export async function findCut(
  path: string,
  size: number,
  { share, midLine }: { share: number; midLine: boolean },
): Promise<number> {
  const target = Math.min(size - 1, Math.floor(size * share))
  const from = Math.max(0, target - WINDOW_BYTES)
  const bytes = Buffer.alloc(Math.min(size - from, 2 * WINDOW_BYTES))
  const handle = await open(path)
  await handle.read(bytes, 0, bytes.length, from)
  await handle.close()
  const lineStart = bytes.lastIndexOf('\n', target - from - 1) + 1
  if (!midLine) return from + lineStart
  const lineEnd = bytes.indexOf('\n', lineStart)
  return from + Math.floor((lineStart + lineEnd) / 2)
}
