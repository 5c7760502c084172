import type { ColumnType } from 'kysely'

/** `timestamptz`: a Date when read; a Date or an ISO string when written. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>

/** A `timestamptz` that the database fills in when it is left out. */
export type TimestampWithDefault = ColumnType<Date, Date | string | undefined, Date | string>

/** `numeric`: an exact decimal string, "123.45". Never a JavaScript number. */
export type Money = ColumnType<string, string, string>

/** A `numeric` that is 0 when it is left out. */
export type MoneyWithDefault = ColumnType<string, string | undefined, string>

/** `bigint`: a decimal string when read; Shopify's ids and counters. */
export type BigIntText = ColumnType<string, string | bigint, string | bigint>

/** `jsonb`: parsed when read; written as JSON text. */
export type Json<T> = ColumnType<T, string, string>
