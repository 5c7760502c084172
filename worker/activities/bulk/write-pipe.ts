import type { Batch } from './cut-batches.ts'
import type { BatchWriter, FilePlace } from './read-file.ts'

/** Batches are prepared while earlier ones are written; one transaction is under way at most. */
export class WritePipe<Part> {
  readonly #writer: BatchWriter<Part>
  readonly #written: (place: FilePlace) => void
  #place: FilePlace
  #parts: Part[] = []
  #roots = 0
  #writing: Promise<void> = Promise.resolve()

  constructor(writer: BatchWriter<Part>, begin: FilePlace, written: (place: FilePlace) => void) {
    this.#writer = writer
    this.#place = begin
    this.#written = written
  }

  /** The place behind all that was added. */
  get place(): FilePlace {
    return this.#place
  }

  async add(batch: Batch): Promise<void> {
    this.#parts.push(await this.#writer.prepare(batch))
    this.#roots += batch.roots
    this.#place = {
      position: batch.end,
      objectsRead: this.#place.objectsRead + batch.lines.length,
      rootsRead: this.#place.rootsRead + batch.roots,
    }
  }

  /** Whether what waits is enough for a transaction; a file without roots is written in parts too. */
  holds(roots: number): boolean {
    return this.#roots >= roots || this.#parts.length >= MOST_PARTS
  }

  /** Begins to write what waits, once what is being written is done. */
  async flush(): Promise<void> {
    await this.#writing
    if (this.#parts.length === 0) return
    this.#writing = this.#write(this.#parts, this.#place)
    // Whoever waits for it hears of its failure; until then nobody does.
    this.#writing.catch(() => undefined)
    this.#parts = []
    this.#roots = 0
  }

  /** When nothing is being written any more. */
  async settled(): Promise<void> {
    await this.#writing
  }

  async #write(parts: readonly Part[], place: FilePlace): Promise<void> {
    await this.#writer.write(parts, place)
    this.#written(place)
  }
}

const MOST_PARTS = 20
