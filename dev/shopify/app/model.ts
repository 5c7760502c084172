import type { Trouble } from './trouble.ts'
import type { DataAccess } from './data-access.ts'
import type { Subscription } from '../webhooks/subscription.ts'
import type { Instant } from '../world/model.ts'

/** The one app that the stand-in's partner has made; every shop can install it. */
export interface App {
  name: string
  clientId: string
  /** Oldest first. Two while they are being rotated: the older one signs until it is revoked. */
  clientSecrets: string[]
  /** Those that count no more, oldest first. */
  revokedSecrets: string[]
  /** Where the app lives, null while nobody said so: then no shop can install it. */
  appUrl: string | null
  /** What `redirect_uri` may be, to the letter. */
  redirectUrls: string[]
  /** The app's own webhooks, as its TOML file would name them: no API call makes or removes them. */
  webhooks: { uri: string | null; topics: string[] }
}

/** An offline access token that the app got by OAuth. */
export interface OfflineToken {
  token: string
  /** Null: does not expire. */
  expiresAt: Instant | null
}

/** What a token is renewed with, once; the one it replaces stays usable until it is used itself. */
export interface RefreshToken {
  token: string
  expiresAt: Instant
  firstUsedAt: Instant | null
  /** The refresh token that was traded for this one. */
  parent: string | null
}

/** The app in one shop. */
export interface Installation {
  installedAt: Instant
  /** What the merchant granted, and what every token of the app may do. */
  scopes: string[]
  tokens: OfflineToken[]
  refreshTokens: RefreshToken[]
  /** How often the app renewed its token. */
  refreshes: number
}

/** How long tokens live that are given out from now on, in seconds. */
export interface Lifetimes {
  accessTokenSeconds: number
  refreshTokenSeconds: number
}

/** Shopify's own: an hour, and ninety days. */
export const SHOPIFY_LIFETIMES: Lifetimes = {
  accessTokenSeconds: 3600,
  refreshTokenSeconds: 7_776_000,
}

/** What the partner's side of the stand-in remembers. */
export interface Partners {
  app: App
  /** By shop domain; a shop that is missing has not installed the app. */
  installations: Record<string, Installation>
  /** By shop domain, where they are not Shopify's own. */
  lifetimes: Record<string, Lifetimes>
  /** What API calls have subscribed, of whatever app, by shop domain. */
  subscriptions: Record<string, Subscription[]>
  /** By shop domain, where the app was not approved for all of its customers' data. */
  dataAccess: Record<string, DataAccess>
  /** What stands between every app and a shop, by its domain. */
  troubles: Record<string, Trouble>
  /** When shop/redact is sent, by the domain of a shop that has uninstalled the app. */
  redactions: Record<string, Instant>
  /** Makes every token and every subscription's id another one. */
  issued: number
}
