import type { HandleClientError } from '@sveltejs/kit/hooks'
import { reach } from '#lib/reach/reach.svelte.ts'

export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind !== 'unknown') return
  if (isNoAnswer(error)) {
    void reach.check()
    return {
      status: 503,
      message: navigator.onLine ? 'Tidemark’s server does not answer.' : 'You are offline.',
      action: 'Try again once the connection is back.',
    }
  }
  console.error(error)
  return { message: 'Something went wrong on this page.' }
}

/** What browsers' fetch throws when no answer came; each has its own words for it. */
const isNoAnswer = (error: unknown): boolean =>
  error instanceof TypeError && /fetch|network|load failed/i.test(error.message)
