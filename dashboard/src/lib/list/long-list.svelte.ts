import { untrack } from 'svelte'
import type { Answer, Failure } from '#lib/api/answer.ts'

/** A page of a list, as the API gives it. */
export interface ListPage<T> {
  rows: T[]
  /** What the page after it is asked with; null: there is none. */
  next: string | null
}

export interface ListSource<T> {
  /** What the list is about: the same search, sort and filters. With another key it begins anew. */
  key: string
  /** From the page's load, read again whenever the numbers have changed. */
  first: ListPage<T>
  /** Asks as `first` was asked. */
  more: (cursor: string) => Promise<Answer<ListPage<T>>>
}

/** What is remembered of a chunk while another page is shown; rows only where they were in sight. */
interface KeptChunk<T> {
  cursor: string | null
  next: string | null
  count: number
  height: number
  rows: T[] | null
}

/** A list as it was left. */
export interface KeptList<T> {
  key: string
  chunks: KeptChunk<T>[]
}

/** One page of the list and where it stands. */
export class Chunk<T> {
  /** null: the list's first page. */
  cursor: string | null
  next: string | null = null
  /** null: not read yet, or no longer kept. */
  rows = $state.raw<T[] | null>(null)
  /** How many rows it holds, or held when it was last read. */
  count = $state(0)
  /** px, as last seen: its place is kept while its rows are not drawn. */
  height = $state(0)
  /** Within a screen's height of the screen. */
  near = $state(false)
  /** The keyboard's focus is in it. */
  held = $state(false)
  failure = $state.raw<Failure | null>(null)
  reading = $state(false)
  /** The numbers have changed since it was read. */
  stale = false

  constructor(cursor: string | null) {
    this.cursor = cursor
  }
}

/**
 * A list that is read page by page, of which only what is near the screen is drawn. Every page keeps
 * the cursor it was read with, so that any of them can be read again by itself.
 */
export class LongList<T> {
  /** What the rows shown are of: a key may change before its rows have come. */
  #source: ListSource<T>
  chunks = $state.raw<Chunk<T>[]>([])
  /** How often the list has begun anew, with another key. */
  begun = $state(0)

  constructor(source: () => ListSource<T>) {
    this.#source = source()
    this.#begin()
    $effect.pre(() => {
      const now = source()
      untrack(() => this.#follow(now))
    })
  }

  /** How many rows have been read. */
  get count(): number {
    return this.chunks.reduce((sum, { count }) => sum + count, 0)
  }

  /** The page that comes next; undefined at the end of the list. */
  get unread(): Chunk<T> | undefined {
    const last = this.chunks.at(-1)
    return last && last.count === 0 && last.cursor !== null ? last : undefined
  }

  /** Says where a chunk is now; `height` in px. What comes near is read, if it has to be. */
  moved(chunk: Chunk<T>, near: boolean, height: number): void {
    if (!near && chunk.rows) chunk.height = height
    chunk.near = near
    if (near && !chunk.failure && (!chunk.rows || chunk.stale)) void this.read(chunk)
  }

  /** Reads a chunk, for the first time or again. */
  async read(chunk: Chunk<T>): Promise<void> {
    const { cursor } = chunk
    if (chunk.reading || cursor === null) return
    chunk.reading = true
    chunk.failure = null
    const answer = await this.#source.more(cursor)
    chunk.reading = false
    if (!this.chunks.includes(chunk)) return
    // The page before was read again meanwhile, and ends elsewhere.
    if (chunk.cursor !== cursor) return void this.read(chunk)
    if (answer.ok) this.#fill(chunk, answer.value)
    // Rows that are there already are worth more than the sentence why they could not be renewed.
    else if (!chunk.rows) chunk.failure = answer.failure
  }

  capture(): KeptList<T> {
    return {
      key: this.#source.key,
      chunks: this.chunks.map(({ cursor, next, count, height, near, rows }) => ({
        cursor,
        next,
        count,
        height,
        rows: near ? rows : null,
      })),
    }
  }

  /** Shows the list as it was left; what is in sight is read again without hiding it. */
  restore(kept: KeptList<T>): void {
    if (kept.key !== this.#source.key) return
    this.chunks = kept.chunks.map(({ cursor, next, count, height, rows }) =>
      Object.assign(new Chunk<T>(cursor), {
        next,
        count,
        height,
        rows,
        near: rows !== null,
        stale: true,
      }),
    )
    this.#renew()
  }

  #follow(now: ListSource<T>): void {
    const before = this.#source
    if (now.first.rows === before.first.rows) return
    this.#source = now
    if (now.key === before.key) return this.#renew()
    this.#begin()
    this.begun++
  }

  #begin(): void {
    const chunk = new Chunk<T>(null)
    chunk.near = true
    this.chunks = [chunk]
    this.#fill(chunk, this.#source.first)
  }

  /** The first page is here anew, the others are read again when they come near. */
  #renew(): void {
    const [first, ...others] = this.chunks
    for (const chunk of others) chunk.stale = true
    if (first) this.#fill(first, this.#source.first)
    for (const chunk of others) if (chunk.near && chunk.rows) void this.read(chunk)
  }

  #fill(chunk: Chunk<T>, { rows, next }: ListPage<T>): void {
    chunk.rows = rows
    chunk.count = rows.length
    chunk.next = next
    chunk.stale = false
    const at = this.chunks.indexOf(chunk)
    const follower = this.chunks[at + 1]
    if (next === null) {
      if (follower) this.chunks = this.chunks.slice(0, at + 1)
    } else if (!follower) {
      this.chunks = [...this.chunks, new Chunk<T>(next)]
    } else if (follower.cursor !== next) {
      follower.cursor = next
      follower.stale = true
      if (follower.near) void this.read(follower)
    }
  }
}
