import { fail } from '@sveltejs/kit'
import { post, type Failure } from '#lib/api/answer.ts'
import { readText } from '#lib/session/form-text.ts'
import { formatDuration } from '#lib/format/relative-time.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  password: async ({ request, fetch }) => {
    const form = await request.formData()
    const currentPassword = readText(form, 'currentPassword')
    const newPassword = readText(form, 'newPassword')
    const answer = await post<unknown>(fetch, '/api/password', { currentPassword, newPassword })
    if (answer.ok) return { changed: true }
    const { status } = answer.failure
    return fail(status >= 400 ? status : 503, { sentence: toSentence(answer.failure) })
  },
}

function toSentence({ status, sentence, retryAfterSeconds }: Failure): string {
  if (status === 0) return 'Tidemark’s server does not answer right now. Nothing was changed.'
  if (status === 429 && retryAfterSeconds !== null) {
    return `That was too many attempts. Try again in ${formatDuration(retryAfterSeconds * 1000)}.`
  }
  return sentence
}
