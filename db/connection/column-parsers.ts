import { types, type CustomTypesConfig } from 'pg'

const { builtins, getTypeParser } = types

/** Arrays that node-postgres would turn into floats or local midnights; it has no names for them. */
const NUMERIC_ARRAY = 1231
const DATE_ARRAY = 1182
const TEXT_ARRAY = 1009

const asText = (value: string): string => value
const asTextArray = (getTypeParser as (oid: number) => unknown)(TEXT_ARRAY)

const PARSERS = new Map<number, unknown>([
  [builtins.NUMERIC, asText],
  [builtins.INT8, asText],
  [builtins.DATE, asText],
  [NUMERIC_ARRAY, asTextArray],
  [DATE_ARRAY, asTextArray],
])

/**
 * How columns arrive in JavaScript: `numeric` and `bigint` as decimal strings (no float ever touches
 * money), `date` as "YYYY-MM-DD" (a day has no time zone), `timestamptz` as Date.
 */
export const columnTypes: CustomTypesConfig = {
  getTypeParser: (oid, format) => PARSERS.get(oid) ?? getTypeParser(oid, format),
}
