import type { HandleClientError } from '@sveltejs/kit/hooks'

export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind !== 'unknown') return
  // What fetch throws when no answer came.
  if (error instanceof TypeError && !navigator.onLine) {
    return {
      status: 503,
      message: 'The connection to Tidemark is lost.',
      action: 'Check your network, then try again.',
    }
  }
  console.error(error)
  return { message: 'Something went wrong on this page.' }
}
