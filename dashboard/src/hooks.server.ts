import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks'
import { apiOrigin } from '#lib/api/origin.ts'
import { pickLocale } from '#lib/format/locale.ts'
import { compress } from '#lib/response/compress.ts'
import { themeAttribute, themeCookie, toTheme } from '#lib/theme/theme.ts'

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
}

export const handle: Handle = async ({ event, resolve }) => {
  event.locals.locale = pickLocale(event.request.headers.get('accept-language'))
  event.locals.theme = toTheme(event.cookies.get(themeCookie))
  event.locals.apiCookies = []
  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace('%tidemark.theme%', themeAttribute(event.locals.theme)),
    preload: ({ type, path }) =>
      type === 'js' || type === 'css' || (type === 'font' && path.includes('-latin-wght-normal')),
  })
  for (const cookie of event.locals.apiCookies) response.headers.append('set-cookie', cookie)
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    response.headers.set('cache-control', 'private, no-store')
  }
  return compress(event.request, response)
}

/**
 * Loads and form actions ask `/api/…` as the browser would. Here that goes to the API itself, with
 * the reader's cookie, and the cookies of the answer go back to the reader.
 */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  const url = new URL(request.url)
  if (url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request)
  const headers = new Headers(request.headers)
  const cookie = event.request.headers.get('cookie')
  if (cookie) headers.set('cookie', cookie)
  // Kit has compared the origin of a form already, and the API's own name here is another one.
  headers.delete('origin')
  headers.set('x-forwarded-host', event.url.host)
  headers.set('x-forwarded-proto', event.url.protocol.slice(0, -1))
  headers.set('x-forwarded-for', event.getClientAddress())
  const target = `${apiOrigin(event)}${url.pathname}`
  const response = await globalThis
    .fetch(`${target}${url.search}`, {
      method: request.method,
      headers,
      body: request.body === null ? null : await request.arrayBuffer(),
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
    })
    .catch((cause: unknown) => {
      // The page only says that no answer came; the operator needs to know why.
      console.error(`${target} did not answer`, cause)
      throw cause
    })
  event.locals.apiCookies.push(...response.headers.getSetCookie())
  return response
}

export const handleError: HandleServerError = ({ kind, error }) => {
  if (kind !== 'unknown') return
  console.error(error)
  return { message: 'Something went wrong on our side.' }
}
