import { secret } from '../world/index.ts'
import type { Instant } from '../world/model.ts'
import { SHOPIFY_LIFETIMES } from './model.ts'
import type { Installation, Lifetimes, OfflineToken, Partners, RefreshToken } from './model.ts'

/** How long a refresh token that was used stays usable if its replacement never is. */
const RETRY_DAYS = 30
const dayMs = 86_400_000

/** What Shopify answers where it gives out a token. */
export interface TokenAnswer {
  access_token: string
  scope: string
  expires_in?: number
  refresh_token?: string
  refresh_token_expires_in?: number
}

/** A shop in which the app is installed, at a moment. */
export interface Holder {
  partners: Partners
  seed: number
  shop: string
  installation: Installation
  at: Instant
}

/** The lifetimes of tokens that a shop's app is given now. */
export function lifetimesOf({ lifetimes }: Partners, shop: string): Lifetimes {
  return lifetimes[shop] ?? SHOPIFY_LIFETIMES
}

/**
 * Gives out the token for a code. An expiring one ends all expiring ones before it, and with them
 * what they could be renewed with; one that does not expire is the same every time.
 */
export function acquireToken(holder: Holder, expiring: boolean): TokenAnswer {
  const { installation } = holder
  if (expiring) {
    installation.tokens = installation.tokens.filter(({ expiresAt }) => expiresAt === null)
    installation.refreshTokens = []
    return issuePair(holder, null)
  }
  const kept = installation.tokens.find(({ expiresAt }) => expiresAt === null)
  return toAnswer(holder, kept ?? issue(holder, null))
}

/**
 * Renews a token: the pair is another one each time. The refresh token that was used can be used
 * again until its replacement is, for thirty days at most; access tokens stay good to their end.
 * @returns null for a refresh token that is unknown, expired or retired
 */
export function refreshToken(holder: Holder, given: string): TokenAnswer | null {
  const { installation, at } = holder
  const used = installation.refreshTokens.find(({ token }) => token === given)
  if (used === undefined || !isUsable(used, at)) return null
  used.firstUsedAt ??= at
  const { parent } = used
  if (parent !== null) {
    installation.refreshTokens = installation.refreshTokens.filter(
      (other) => other === used || (other.token !== parent && other.parent !== parent),
    )
  }
  installation.refreshes += 1
  return issuePair(holder, used.token)
}

/** The token, if the app has it and it has not expired. */
export function findOfflineToken(
  installation: Installation | undefined,
  token: string,
  at: Instant,
): OfflineToken | undefined {
  return installation?.tokens.find((known) => known.token === token && isAlive(known, at))
}

/** Ends tokens of these kinds now. */
export function endTokens(
  installation: Installation,
  kinds: readonly ('access' | 'refresh')[],
): void {
  if (kinds.includes('access')) installation.tokens = []
  if (kinds.includes('refresh')) installation.refreshTokens = []
}

function isUsable({ expiresAt, firstUsedAt }: RefreshToken, at: Instant): boolean {
  if (expiresAt <= at) return false
  return firstUsedAt === null || at <= firstUsedAt + RETRY_DAYS * dayMs
}

function isAlive({ expiresAt }: OfflineToken, at: Instant): boolean {
  return expiresAt === null || expiresAt > at
}

function issuePair(holder: Holder, parent: string | null): TokenAnswer {
  const { partners, shop, installation, at } = holder
  const { accessTokenSeconds, refreshTokenSeconds } = lifetimesOf(partners, shop)
  installation.tokens = installation.tokens.filter((token) => isAlive(token, at))
  installation.refreshTokens = installation.refreshTokens.filter((token) => isUsable(token, at))
  const issued = issue(holder, at + accessTokenSeconds * 1000)
  const refresh: RefreshToken = {
    token: `shprt_${draw(holder, 'refresh token')}`,
    expiresAt: at + refreshTokenSeconds * 1000,
    firstUsedAt: null,
    parent,
  }
  installation.refreshTokens.push(refresh)
  return {
    ...toAnswer(holder, issued),
    expires_in: accessTokenSeconds,
    refresh_token: refresh.token,
    refresh_token_expires_in: refreshTokenSeconds,
  }
}

function issue(holder: Holder, expiresAt: Instant | null): OfflineToken {
  const token = { token: `shpat_${draw(holder, 'offline token')}`, expiresAt }
  holder.installation.tokens.push(token)
  return token
}

function draw({ partners, seed, shop }: Holder, purpose: string): string {
  partners.issued += 1
  return secret(seed, shop, `${purpose} ${partners.issued}`, 32)
}

function toAnswer({ installation }: Holder, { token }: OfflineToken): TokenAnswer {
  return { access_token: token, scope: installation.scopes.join(',') }
}
