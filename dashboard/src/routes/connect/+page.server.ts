import { fail, redirect } from '@sveltejs/kit'
import { connectShop, fetchConnectOptions, fetchSession, type OwnAccess } from '#lib/api/routes.ts'
import { describeProblem, toShopDomain } from '#lib/connect/problem.ts'
import { readText } from '#lib/session/form-text.ts'
import { signInPath } from '#lib/session/next.ts'
import type { Actions, PageServerLoad } from './$types'

/** The ways in; by credentials only for somebody who is signed in. */
export const load: PageServerLoad = async ({ fetch, url, locals }) => {
  const [session, options] = await Promise.all([fetchSession(fetch), fetchConnectOptions(fetch)])
  return {
    theme: locals.theme,
    signedIn: session.ok,
    signIn: signInPath({ pathname: url.pathname, search: url.search }),
    options: options.ok ? options.value : { install: false, credentials: false, scopes: [] },
    problem: describeProblem(url.searchParams.get('problem')),
    shop: url.searchParams.get('shop') ?? '',
  }
}

const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/

export const actions: Actions = {
  /** Where to go on is told rather than gone to: a form may not lead to another site. */
  install: async ({ request }) => {
    const form = await request.formData()
    const shop = toShopDomain(readText(form, 'shop'))
    if (!SHOP.test(shop)) {
      const fields = { shop: 'Enter an address such as my-shop.myshopify.com.' }
      return fail(400, { way: 'install' as const, shop, fields, sentence: null })
    }
    return { way: 'install' as const, shop, fields: {}, sentence: null, installAt: shop }
  },

  token: async ({ request, fetch }) => {
    const form = await request.formData()
    const accessToken = readText(form, 'accessToken')
    return await connect(fetch, form, 'token', { kind: 'admin_token', accessToken })
  },

  credentials: async ({ request, fetch }) => {
    const form = await request.formData()
    return await connect(fetch, form, 'credentials', {
      kind: 'client_credentials',
      clientId: readText(form, 'clientId'),
      clientSecret: readText(form, 'clientSecret'),
    })
  },
}

async function connect(
  fetch: typeof globalThis.fetch,
  form: FormData,
  way: 'token' | 'credentials',
  access: OwnAccess,
) {
  const shop = toShopDomain(readText(form, 'shop'))
  const storesNames = form.get('storesNames') !== null
  const answer = await connectShop(fetch, { shop, access, storesNames })
  if (answer.ok) redirect(303, `/connect/${answer.value.requestId}`)
  const { status, sentence, fields: told = {} } = answer.failure
  // "access.accessToken" is the field accessToken of this form.
  const fields: Record<string, string> = Object.fromEntries(
    Object.entries(told).map(([name, detail]) => [name.replace(/^access\./, ''), detail]),
  )
  return fail(status >= 400 ? status : 503, { way, shop, fields, sentence })
}
