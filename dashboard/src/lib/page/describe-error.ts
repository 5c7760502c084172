/** What to say instead of a page that cannot be shown. */
export interface ErrorWords {
  title: string
  sentence: string
  action: string
  mend: 'retry' | 'sign-in' | null
}

/** Kit's own word for an address without a page; the API's 404 are sentences. */
const noRoute = 'Not Found'

export function describeError(
  status: number,
  error: { message: string; action?: string } | null,
): ErrorWords {
  const message = error?.message ?? ''
  switch (status) {
    case 401:
      return {
        title: 'Your session has ended',
        sentence: 'Sign in to go on where you were.',
        action: '',
        mend: 'sign-in',
      }
    case 403:
      return {
        title: 'You may not see this',
        sentence: message,
        action: 'Ask an owner of the shop to show it to you, or to make you an owner.',
        mend: null,
      }
    case 404:
      return {
        title: 'There is nothing here',
        sentence:
          message === noRoute || message === ''
            ? 'The address leads to no page of this dashboard.'
            : message,
        action: 'It may have been mistyped, moved or removed.',
        mend: null,
      }
    default:
      return {
        title: 'Tidemark can’t show this page',
        sentence: message,
        action: error?.action ?? 'Try again in a moment.',
        mend: 'retry',
      }
  }
}
