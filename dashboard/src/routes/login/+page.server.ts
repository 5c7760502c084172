import type { LoginResponse } from '@tidemark/api/contract'
import { fail, redirect } from '@sveltejs/kit'
import { post, type Failure } from '#lib/api/answer.ts'
import { fetchSession, fetchSetup } from '#lib/api/routes.ts'
import { readText } from '#lib/session/form-text.ts'
import { formatDuration } from '#lib/format/relative-time.ts'
import { readNext } from '#lib/session/next.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, url, locals }) => {
  const next = readNext(url.searchParams)
  const session = await fetchSession(fetch)
  if (session.ok) redirect(303, next)
  const setup = await fetchSetup(fetch)
  if (setup.ok && setup.value.open) redirect(303, '/setup')
  return { theme: locals.theme, returning: url.searchParams.has('next') }
}

export const actions: Actions = {
  default: async ({ request, fetch, url }) => {
    const form = await request.formData()
    const email = readText(form, 'email').trim()
    const password = readText(form, 'password')
    const answer = await post<LoginResponse>(fetch, '/api/login', { email, password })
    if (answer.ok) redirect(303, readNext(url.searchParams))
    const { status } = answer.failure
    return fail(status >= 400 ? status : 503, { email, sentence: toSentence(answer.failure) })
  },
}

function toSentence({ status, retryAfterSeconds }: Failure): string {
  if (status === 401) return 'This e-mail address and password do not belong together.'
  if (status === 400 || status === 422) return 'Enter your e-mail address and your password.'
  if (status === 429) {
    const wait = retryAfterSeconds === null ? 'a minute' : formatDuration(retryAfterSeconds * 1000)
    return `That was too many attempts. Try again in ${wait}.`
  }
  return 'Tidemark’s server does not answer right now. Try again in a moment.'
}
