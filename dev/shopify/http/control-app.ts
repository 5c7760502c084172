import { randomBytes } from 'node:crypto'
import { installApp, uninstallApp } from '../app/install.ts'
import { endTokens } from '../app/offline-tokens.ts'
import { SHOPIFY_LIFETIMES } from '../app/model.ts'
import type { Installation } from '../app/model.ts'
import { moveApp } from '../app/partner-store.ts'
import { TROUBLES } from '../app/trouble.ts'
import type { Trouble } from '../app/trouble.ts'
import { revokeTokens } from '../world/index.ts'
import type { ShopState } from '../world/model.ts'
import { BadRequestError } from './request.ts'
import { json } from './response.ts'
import type { Reply } from './response.ts'
import { requireShop } from './shops.ts'
import type { ServerState } from './shops.ts'

type Body = Record<string, unknown>

/** How a shop's merchant answers when the app asks for consent. */
export interface Consent {
  /** Scopes that are not granted though the app asks for them. */
  withhold: string[]
  /** Where Cancel leads: back to the app, or into the admin. */
  cancelLeadsTo: 'app' | 'admin'
}

/**
 * The controls of the partner's app: its credentials, who has installed it, and its tokens.
 *
 * - `POST /_control/app {appUrl?, redirectUrls?, webhooksUri?, webhookTopics?, addSecret?, revokeOldSecret?}`:
 *   where the app lives; a second client secret, of which the older signs; the older one's end
 * - `POST /_control/consent {shop, withhold?, cancelLeadsTo?}`: scopes that the merchant will not grant;
 *   where Cancel leads, `app` (OAuth's `access_denied`) or `admin` (the app hears nothing)
 * - `POST /_control/lifetimes {shop, accessTokenSeconds?, refreshTokenSeconds?}`: of tokens given out from
 *   now on; Shopify's own when left out
 * - `POST /_control/end-tokens {shop, kinds?}`: ends tokens at once, of the kinds `access` and `refresh`
 *   or both; with `access` those too that do not expire
 * - `POST /_control/scopes {shop, scopes}`: grants exactly these, and tells the app (app/scopes_update)
 * - `POST /_control/data-access {shop, level}`: what of its customers' data the app is approved for,
 *   `level2` (all), `level1` (no names, addresses, e-mail addresses and phone numbers) or `none`
 * - `POST /_control/trouble {shop, trouble}`: what stands between every app and the shop from now on:
 *   `frozen` (402), `closed` (404), `locked` (423), `address` (403, outside the allowlist) or null
 * - `POST /_control/install {shop, scopes?}`: installs the app as if the merchant had agreed
 * - `POST /_control/uninstall {shop}`: removes it (app/uninstalled); its tokens are dead, and 48 hours
 *   later the app is asked to forget the shop (shop/redact)
 */
const CONTROLS: Record<string, (server: ServerState, body: Body) => unknown> = {
  'POST /_control/app': changeApp,
  'POST /_control/consent': (server, body) => {
    const { shop } = requireShop(server, body['shop'])
    const { cancelLeadsTo = 'app' } = body
    if (cancelLeadsTo !== 'app' && cancelLeadsTo !== 'admin') {
      throw new BadRequestError('cancelLeadsTo must be "app" or "admin".')
    }
    const consent: Consent = { withhold: readTexts(body, 'withhold') ?? [], cancelLeadsTo }
    server.consents.set(shop.domain, consent)
    return consent
  },
  'POST /_control/lifetimes': (server, body) => {
    const { shop } = requireShop(server, body['shop'])
    const lifetimes = {
      accessTokenSeconds: readSeconds(body, 'accessTokenSeconds'),
      refreshTokenSeconds: readSeconds(body, 'refreshTokenSeconds'),
    }
    server.store.partners.lifetimes[shop.domain] = lifetimes
    server.store.save()
    return lifetimes
  },
  'POST /_control/end-tokens': (server, body) => {
    const [{ shop }, installation] = requireInstalled(server, body)
    const kinds = readTexts(body, 'kinds') ?? ['access', 'refresh']
    if (kinds.some((kind) => kind !== 'access' && kind !== 'refresh')) {
      throw new BadRequestError('kinds must be a list of "access" and "refresh".')
    }
    endTokens(installation, kinds as ('access' | 'refresh')[])
    server.store.save()
    if (kinds.includes('access')) {
      revokeTokens(server.world, shop.domain, server.store.partners.app.clientId)
    }
    return describeInstallation(installation)
  },
  'POST /_control/scopes': (server, body) => {
    const [state] = requireInstalled(server, body)
    installApp(server, state, readTexts(body, 'scopes') ?? [...state.shop.appScopes])
    return describeInstallation(server.store.partners.installations[state.shop.domain])
  },
  'POST /_control/data-access': (server, body) => {
    const { shop } = requireShop(server, body['shop'])
    const { level } = body
    if (level !== 'level2' && level !== 'level1' && level !== 'none') {
      throw new BadRequestError('level must be "level2", "level1" or "none".')
    }
    server.store.partners.dataAccess[shop.domain] = level
    server.store.save()
    return { level }
  },
  'POST /_control/trouble': (server, body) => {
    const { shop } = requireShop(server, body['shop'])
    const { trouble } = body
    const { troubles } = server.store.partners
    if (trouble === null) delete troubles[shop.domain]
    else if (typeof trouble === 'string' && Object.hasOwn(TROUBLES, trouble)) {
      troubles[shop.domain] = trouble as Trouble
    } else {
      throw new BadRequestError(
        `trouble must be null or one of ${Object.keys(TROUBLES).join(', ')}.`,
      )
    }
    server.store.save()
    return { trouble }
  },
  'POST /_control/install': (server, body) => {
    const state = requireShop(server, body['shop'])
    installApp(server, state, readTexts(body, 'scopes') ?? [...state.shop.appScopes])
    return describeInstallation(server.store.partners.installations[state.shop.domain])
  },
  'POST /_control/uninstall': (server, body) => {
    const [state] = requireInstalled(server, body)
    return { uninstalled: uninstallApp(server, state) }
  },
}

/** Whether `answerAppControl` answers a method and path. */
export function isAppControl(route: string): boolean {
  return Object.hasOwn(CONTROLS, route)
}

/** @throws BadRequestError for what cannot be read or is not there */
export function answerAppControl(server: ServerState, route: string, body: Body): Reply {
  return json(200, CONTROLS[route]?.(server, body))
}

function changeApp(server: ServerState, body: Body) {
  const { app } = server.store.partners
  const { appUrl, webhooksUri, addSecret, revokeOldSecret } = body
  if (appUrl !== undefined) {
    if (typeof appUrl !== 'string' || !URL.canParse(appUrl)) {
      throw new BadRequestError('appUrl must be an address such as http://127.0.0.1:3000.')
    }
    moveApp(app, appUrl)
  }
  app.redirectUrls = readTexts(body, 'redirectUrls') ?? app.redirectUrls
  if (typeof webhooksUri === 'string') app.webhooks.uri = webhooksUri
  app.webhooks.topics = readTexts(body, 'webhookTopics') ?? app.webhooks.topics
  if (addSecret === true) app.clientSecrets.push(`shpss_${randomBytes(16).toString('hex')}`)
  if (revokeOldSecret === true && app.clientSecrets.length > 1) {
    app.revokedSecrets.push(...app.clientSecrets.splice(0, 1))
  }
  server.store.save()
  server.outbox.followWhereHeard()
  return app
}

/** An installation as `GET /_control/state` tells it; null where there is none. */
export function describeInstallation(installation: Installation | undefined) {
  if (installation === undefined) return null
  const { installedAt, scopes, tokens, refreshTokens, refreshes } = installation
  return {
    installedAt: toIso(installedAt),
    scopes,
    refreshes,
    tokens: tokens.map(({ token, expiresAt }) => ({ token, expiresAt: toIso(expiresAt) })),
    refreshTokens: refreshTokens.map(({ token, expiresAt, firstUsedAt }) => ({
      token,
      expiresAt: toIso(expiresAt),
      firstUsedAt: toIso(firstUsedAt),
    })),
  }
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

function requireInstalled(server: ServerState, body: Body): [ShopState, Installation] {
  const state = requireShop(server, body['shop'])
  const installation = server.store.partners.installations[state.shop.domain]
  if (installation !== undefined) return [state, installation]
  throw new BadRequestError(`${state.shop.domain} has not installed the app.`)
}

function readTexts(body: Body, name: string): string[] | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw new BadRequestError(`${name} must be a list of texts.`)
}

function readSeconds(body: Body, name: keyof typeof SHOPIFY_LIFETIMES): number {
  const { [name]: value = SHOPIFY_LIFETIMES[name] } = body
  if (typeof value === 'number' && value > 0) return value
  throw new BadRequestError(`${name} must be a number of seconds above 0.`)
}
