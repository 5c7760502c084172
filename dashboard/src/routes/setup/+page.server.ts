import { fail, redirect } from '@sveltejs/kit'
import { fetchSetup, setUp } from '#lib/api/routes.ts'
import { readText } from '#lib/session/form-text.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, locals }) => {
  const setup = await fetchSetup(fetch)
  if (setup.ok && !setup.value.open) redirect(303, '/login')
  return { theme: locals.theme }
}

export const actions: Actions = {
  default: async ({ request, fetch }) => {
    const form = await request.formData()
    const [code, email] = [readText(form, 'code').trim(), readText(form, 'email').trim()]
    const answer = await setUp(fetch, { code, email, password: readText(form, 'password') })
    if (answer.ok) redirect(303, '/connect')
    const { status, sentence, fields = {} } = answer.failure
    return fail(status >= 400 ? status : 503, { code, email, sentence, fields })
  },
}
