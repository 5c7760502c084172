/** The single row of an answer that always has one. */
export function one<T>({ rows }: { rows: T[] }): T {
  const [row] = rows
  if (row === undefined) throw new Error('Postgres answered without a row')
  return row
}
