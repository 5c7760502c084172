import type { Batch } from './cut-batches.ts'
import type { FilePlace, Transaction } from './read-file.ts'

/** Batches are made ready while earlier ones are written; one transaction is under way at most. */
export class WritePipe<Row> {
  readonly #open: () => Transaction<Row>
  readonly #written: (place: FilePlace) => void
  #place: FilePlace
  #next: Transaction<Row> | undefined
  #batches = 0
  #roots = 0
  #writing: Promise<void> = Promise.resolve()

  constructor(open: () => Transaction<Row>, begin: FilePlace, written: (place: FilePlace) => void) {
    this.#open = open
    this.#place = begin
    this.#written = written
  }

  /** The place behind all that was added. */
  get place(): FilePlace {
    return this.#place
  }

  async add(batch: Batch<Row>): Promise<void> {
    this.#next ??= this.#open()
    await this.#next.add(batch)
    this.#batches += 1
    this.#roots += batch.roots
    this.#place = {
      position: batch.end,
      objectsRead: this.#place.objectsRead + batch.objects,
      rootsRead: this.#place.rootsRead + batch.roots,
    }
  }

  /** Whether what waits is enough for a transaction; a file without roots is written in parts too. */
  holds(roots: number): boolean {
    return this.#roots >= roots || this.#batches >= MOST_BATCHES
  }

  /** Begins to write what waits, once what is being written is done. */
  async flush(): Promise<void> {
    await this.#writing
    if (!this.#next) return
    this.#writing = this.#write(this.#next, this.#place)
    // Whoever waits for it hears of its failure; until then nobody does.
    this.#writing.catch(() => undefined)
    this.#next = undefined
    this.#batches = 0
    this.#roots = 0
  }

  /** When nothing is being written any more. */
  async settled(): Promise<void> {
    await this.#writing
  }

  async #write(transaction: Transaction<Row>, place: FilePlace): Promise<void> {
    await transaction.write(place)
    this.#written(place)
  }
}

const MOST_BATCHES = 200
