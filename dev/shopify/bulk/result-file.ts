import { randomBytes } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

/** How much text is gathered before it is written. */
const CHUNK_CHARACTERS = 1_000_000

/** Writes a result to a file of its own, in chunks, so that memory stays flat. */
export class ResultWriter {
  readonly path: string
  readonly #handle: FileHandle
  #chunk = ''
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
    for (const line of lines) this.#chunk += line
    return this.#chunk.length >= CHUNK_CHARACTERS
  }

  async flush(): Promise<void> {
    if (this.#chunk === '') return
    const bytes = Buffer.from(this.#chunk)
    this.#chunk = ''
    this.#size += bytes.length
    await this.#handle.writeFile(bytes)
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
