import {
  clearLoginFailures,
  countLoginFailures,
  type Db,
  recordLoginFailure,
  verifyPassword,
} from '@tidemark/db'
import { tooManyTries } from '../problems/problems.ts'
import { withPasswordWork } from './password-work.ts'

/**
 * Whether the password is the account's. Each failure beyond the first few makes the account wait
 * longer, known or not: then a 429 is thrown before the password is looked at.
 */
export async function checkPassword(
  db: Db,
  input: { email: string; password: string; findHash: () => Promise<string | undefined> },
): Promise<boolean> {
  return await withPasswordWork(async () => {
    const { retryAfterSeconds } = await countLoginFailures(db, input.email)
    if (retryAfterSeconds > 0) throw tooManyTries(retryAfterSeconds)
    const right = await verifyPassword(input.password, await input.findHash())
    if (right) await clearLoginFailures(db, input.email)
    else await recordLoginFailure(db, input.email)
    return right
  })
}
