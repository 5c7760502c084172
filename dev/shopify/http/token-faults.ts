import { setTimeout as sleep } from 'node:timers/promises'
import type { Faults } from './faults.ts'
import { json } from './response.ts'
import type { Reply } from './response.ts'

const KINDS = ['token-status', 'token-refused', 'token-slow', 'token-cut'] as const

/** What the faults that are switched on do to a request for a token. */
export interface TokenFaults {
  /** Answered in place of a token. */
  reply: Reply | null
  /** The token is given out, and the connection breaks before the answer has arrived. */
  cut: boolean
}

/** Draws the faults of a grant, and waits as long as they say. */
export async function meetTokenFaults(
  faults: Faults,
  shop: string,
  grant: string,
): Promise<TokenFaults> {
  const met: TokenFaults = { reply: null, cut: false }
  for (const fault of faults.draw(KINDS, shop, grant)) {
    switch (fault.kind) {
      case 'token-slow':
        await sleep(fault.ms ?? 1000)
        break
      case 'token-cut':
        met.cut = true
        break
      case 'token-refused': {
        const error_description = 'The stand-in was told to refuse this grant'
        met.reply = json(fault.status ?? 401, { error: 'invalid_grant', error_description })
        break
      }
      case 'token-status':
        met.reply = json(
          fault.status ?? 503,
          { errors: 'Service Unavailable' },
          fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) },
        )
        break
    }
  }
  return met
}
