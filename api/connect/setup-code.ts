import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Db, hasUsers } from '@tidemark/db'
import type { FastifyBaseLogger } from 'fastify'

/** What lets somebody make the first account. */
export interface SetupCode {
  /** In constant time, whatever was given. */
  matches(given: string): boolean
}

/**
 * The code given from outside, or a new one, which is logged while there is no account: whoever can
 * read the log of this very process runs this Tidemark.
 */
export function createSetupCode(
  given: string | undefined,
  { db, log }: { db: Db; log: FastifyBaseLogger },
): SetupCode {
  const code = given ?? randomBytes(12).toString('base64url')
  if (given === undefined) void announce(code, db, log)
  const expected = hash(code)
  return { matches: (text) => timingSafeEqual(hash(text.trim()), expected) }
}

async function announce(code: string, db: Db, log: FastifyBaseLogger): Promise<void> {
  try {
    if (!(await hasUsers(db)))
      log.info(`There is no account yet: open /setup with the code ${code}`)
  } catch {
    // Without Postgres nobody can be let in anyway; the next start says it.
  }
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
