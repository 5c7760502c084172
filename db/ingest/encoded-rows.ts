import type { BinaryArray } from './binary-array.ts'
import { createColumn } from './binary-columns.ts'
import type { Columns } from './statement.ts'

/** Rows in Postgres' own form, one array for each column. */
export class EncodedRows<C extends Columns = Columns> {
  readonly columns: C
  /** Each row puts exactly one value into every one of them. */
  readonly to: Readonly<Record<keyof C, BinaryArray>>

  constructor(columns: C, rows?: number) {
    this.columns = columns
    this.to = Object.fromEntries(
      Object.entries(columns).map(([name, type]) => [name, createColumn(type, rows)]),
    ) as Record<keyof C, BinaryArray>
  }

  get size(): number {
    return Object.values<BinaryArray>(this.to)[0]?.count ?? 0
  }

  clear(): void {
    for (const column of Object.values<BinaryArray>(this.to)) column.clear()
  }

  bytesOf(name: keyof C): Buffer {
    return this.to[name].bytes()
  }
}

export function encodeRows<C extends Columns>(rows: readonly object[], columns: C): EncodedRows<C> {
  const encoded = new EncodedRows(columns, rows.length)
  for (const name of Object.keys(columns)) {
    const column = encoded.to[name as keyof C]
    for (const row of rows) column.put((row as Record<string, unknown>)[name])
  }
  return encoded
}
