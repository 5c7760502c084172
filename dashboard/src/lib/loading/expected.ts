import { error } from '@sveltejs/kit'
import type { Answer } from '../api/answer.ts'

/** The value of an answer that the page can't be without; its error page otherwise. */
export function expected<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value
  const { status, sentence } = answer.failure
  return error(status === 0 ? 503 : status, sentence, {
    action: 'Your data is safe. Try again in a moment.',
  })
}
