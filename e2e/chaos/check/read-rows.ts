import type { Pool, PoolClient } from 'pg'

/** Reads one shop's rows; `sql` selects with the tenant as $1. Money and ids arrive as text. */
export type ReadRows = <Row>(sql: string) => Promise<Row[]>

/** Lets `work` read one shop past the row-level security, all at one moment. */
export async function readingTenant<T>(
  pool: Pool,
  tenantId: string,
  work: (read: ReadRows) => Promise<T>,
): Promise<T> {
  const client: PoolClient = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query("set local search_path = tidemark; set local timezone = 'UTC'")
    const result = await work(async <Row>(sql: string) => {
      const { rows } = await client.query(sql, sql.includes('$1') ? [tenantId] : [])
      return rows as Row[]
    })
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    client.release(true)
    throw error
  }
}
