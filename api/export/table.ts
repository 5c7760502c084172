import type { TenantTrx } from '@tidemark/db'
import type { Period } from '@tidemark/db/insights'
import type { z } from 'zod'

/** What a cell can hold. Amounts are decimal text; days and instants are ISO text. */
export type Cell = string | number | boolean | null

/** A file's columns in their order, by the name in its first line. */
export type Columns<Row> = Readonly<
  Record<string, { doc: string; value: (row: Row) => Cell | undefined }>
>

/** Reads something of the shop's in a transaction of its own. */
export type Read = <T>(work: (trx: TenantTrx) => Promise<T>) => Promise<T>

/** Some of a file's rows, as many as are in memory at a time. The file is named by the first part. */
export interface Part<Row> {
  rows: readonly Row[]
  /** The days that the rows are of; an end that is open is null. */
  range?: Period
  /** Shopify's numeric id of what the rows belong to. */
  id?: string
}

/** A table that can be had as a file at `/api/export/<name>`. */
export interface ExportTable<Query extends z.ZodObject, Row> {
  name: string
  /** What the rows are, as a heading. */
  title: string
  /** The JSON route that has the same rows. */
  route: `/api/${string}`
  /** What that route is asked with, without pages: a file holds all of them. */
  query: Query
  columns: Columns<Row>
  /** Goes on when a part has been sent: who stops reading stops the queries. */
  parts: (read: Read, query: z.output<Query>) => AsyncGenerator<Part<Row>, void>
}
