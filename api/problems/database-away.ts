/** Codes of node's sockets and classes of Postgres' own for "not now": it starts, stops or is full. */
const AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT|ENOTFOUND|08...|57P0[123]|53300)$/

/** What node-postgres says without a code. */
const SAID = /connection terminated|timeout exceeded when trying to connect|query read timeout/i

/** Whether the failure is one of reaching Postgres, and not one of the question asked of it. */
export function isDatabaseAway(error: Error & { code?: unknown; cause?: unknown }): boolean {
  if (typeof error.code === 'string' && AWAY.test(error.code)) return true
  return SAID.test(error.message) || (error.cause instanceof Error && isDatabaseAway(error.cause))
}
