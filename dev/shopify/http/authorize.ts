import type { IncomingMessage } from 'node:http'
import { describeShop, signQuery } from '../app/sign.ts'
import { installApp, toGranted } from '../app/install.ts'
import { now } from '../world/index.ts'
import type { ShopState } from '../world/model.ts'
import { readBody } from './request.ts'
import { consentPage, oauthErrorPage } from './consent-page.ts'
import { redirect } from './response.ts'
import type { Reply } from './response.ts'
import type { ServerState } from './shops.ts'

/** A request for consent that can be answered: what the app asks, and where the answer goes. */
export interface ConsentRequest {
  scopes: string[]
  redirectUri: string
  state: string
}

const SCOPE = /^(?:unauthenticated_)?(?:read|write)_[a-z_]+$/

/**
 * `GET /{shop}/admin/oauth/authorize?client_id&scope&redirect_uri&state`: asks the merchant. Where the
 * app is installed and was granted all of it already, nobody is asked and the browser goes straight back.
 */
export function answerAuthorize(server: ServerState, state: ShopState, url: URL): Reply {
  const asked = readConsentRequest(server, url.searchParams)
  if (typeof asked === 'string') return oauthErrorPage(asked)
  const { app, installations } = server.store.partners
  const held = installations[state.shop.domain]?.scopes
  if (held !== undefined && asked.scopes.every((scope) => held.includes(scope))) {
    return goBackWithCode(server, state, asked)
  }
  return consentPage({ app, shop: state.shop, asked, held: held ?? null, query: url.search })
}

/** `POST` of the same address: what the merchant decided. */
export async function answerConsent(
  server: ServerState,
  state: ShopState,
  url: URL,
  request: IncomingMessage,
): Promise<Reply> {
  const asked = readConsentRequest(server, url.searchParams)
  if (typeof asked === 'string') return oauthErrorPage(asked)
  const form = new URLSearchParams(await readBody(request))
  if (form.get('decision') !== 'install') return refuseConsent(server, state, asked)
  const { domain } = state.shop
  const withheld = server.consents.get(domain)?.withhold ?? []
  const granted = asked.scopes.filter((scope) => !withheld.includes(scope))
  installApp(server, state, granted)
  return goBackWithCode(server, state, asked)
}

function goBackWithCode(
  server: ServerState,
  { shop }: ShopState,
  { redirectUri, state }: ConsentRequest,
): Reply {
  const code = server.codes.give(shop.domain, now(server.world))
  const { app } = server.store.partners
  return goBack(redirectUri, signQuery(app, { code, state, ...describeShop(shop) }))
}

/**
 * Where Cancel leads: to the app, with OAuth's `access_denied`, or, told by a control, into the
 * admin, so that the app hears nothing.
 */
function refuseConsent(
  server: ServerState,
  { shop }: ShopState,
  { redirectUri, state }: ConsentRequest,
): Reply {
  if (server.consents.get(shop.domain)?.cancelLeadsTo === 'admin') return redirect('/')
  const { app } = server.store.partners
  const error = {
    error: 'access_denied',
    error_description: 'The merchant did not install the app.',
  }
  return goBack(redirectUri, signQuery(app, { ...error, state, ...describeShop(shop) }))
}

function goBack(redirectUri: string, parameters: Readonly<Record<string, string>>): Reply {
  const target = new URL(redirectUri)
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value)
  return redirect(target.href)
}

/** Reads a request for consent, or says why Shopify shows an error in its place. */
function readConsentRequest(
  { store }: ServerState,
  parameters: URLSearchParams,
): ConsentRequest | string {
  const { app } = store.partners
  if (parameters.get('client_id') !== app.clientId) {
    return 'application_cannot_be_found: Could not find Shopify API application with api_key'
  }
  const redirectUri = parameters.get('redirect_uri') ?? ''
  if (!app.redirectUrls.includes(redirectUri)) {
    return 'invalid_request: The redirect_uri is not whitelisted'
  }
  if (parameters.getAll('grant_options[]').some((option) => option !== '')) {
    return 'invalid_request: The stand-in gives out offline tokens only'
  }
  const scopes = (parameters.get('scope') ?? '').split(/[\s,]+/).filter((scope) => scope !== '')
  const wrong = scopes.find((scope) => !SCOPE.test(scope))
  if (wrong !== undefined) return `invalid_scope: The access scope is invalid: ${wrong}`
  return { scopes: toGranted(scopes), redirectUri, state: parameters.get('state') ?? '' }
}
