import { BinaryColumn } from './binary-array.ts'
import type { Columns } from './statement.ts'

/** Rows in Postgres' own form, one array for each column. */
export class EncodedRows<C extends Columns = Columns> {
  readonly columns: C
  /** Each row puts exactly one value into every one of them. */
  readonly to: Readonly<Record<keyof C, BinaryColumn>>

  constructor(columns: C, rows?: number) {
    this.columns = columns
    this.to = Object.fromEntries(
      Object.entries(columns).map(([name, type]) => [name, new BinaryColumn(type, rows)]),
    ) as Record<keyof C, BinaryColumn>
  }

  get size(): number {
    return Object.values<BinaryColumn>(this.to)[0]?.count ?? 0
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
