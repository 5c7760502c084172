import { error, fail, redirect } from '@sveltejs/kit'
import { chooseTenant, claimShop, fetchConnectRequest, fetchSession } from '#lib/api/routes.ts'
import { readText } from '#lib/session/form-text.ts'
import type { Actions, PageServerLoad } from './$types'

/** How far a shop has come in; once it is in, to its page. */
export const load: PageServerLoad = async ({ fetch, params, depends, locals }) => {
  depends('tidemark:connect')
  const answer = await fetchConnectRequest(fetch, params.id)
  if (!answer.ok) {
    const { status, sentence } = answer.failure
    error(status === 0 ? 503 : status, sentence)
  }
  const request = answer.value
  if (request.status === 'done' && request.tenantId !== null) {
    const { tenantId } = request
    const session = await fetchSession(fetch)
    const isOurs = session.ok && session.value.tenants.some(({ id }) => id === tenantId)
    if (isOurs && (await chooseTenant(fetch, tenantId)).ok) redirect(303, '/')
  }
  return { theme: locals.theme, request }
}

export const actions: Actions = {
  /** An account for a shop that was installed by somebody who was not signed in. */
  account: async ({ request, fetch, params }) => {
    const form = await request.formData()
    const email = readText(form, 'email').trim()
    const password = readText(form, 'password')
    const answer = await claimShop(fetch, params.id, { email, password })
    if (answer.ok) redirect(303, '/')
    const { status, sentence, fields = {} } = answer.failure
    return fail(status >= 400 ? status : 503, { email, sentence, fields })
  },
}
