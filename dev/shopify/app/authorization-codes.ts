import { randomBytes } from 'node:crypto'
import type { Instant } from '../world/model.ts'

/** How long a code can be exchanged. */
const LIFETIME_MS = 60_000

interface PendingCode {
  shop: string
  expiresAt: Instant
}

/** The codes that merchants' consents gave out; each is good for one exchange. */
export class AuthorizationCodes {
  #codes = new Map<string, PendingCode>()

  give(shop: string, at: Instant): string {
    const code = randomBytes(16).toString('hex')
    this.#codes.set(code, { shop, expiresAt: at + LIFETIME_MS })
    return code
  }

  /** Uses a code up; false where it was not given out for this shop, was used, or has expired. */
  take(code: string, shop: string, at: Instant): boolean {
    const pending = this.#codes.get(code)
    if (pending === undefined || pending.shop !== shop) return false
    this.#codes.delete(code)
    return pending.expiresAt > at
  }
}
