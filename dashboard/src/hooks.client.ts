import type { ClientInit, HandleClientError } from '@sveltejs/kit/hooks'
import { forTenant } from '#lib/api/for-tenant.ts'
import { isNoAnswer, patiently, reach } from '#lib/reach/reach.svelte.ts'
import { tabShop } from '#lib/session/tab-shop.ts'

/**
 * What Kit asks of pages' loads is about the shop of this tab, and waits out a lost connection: the
 * page that is shown stays until there is an answer.
 */
export const init: ClientInit = () => {
  const plain = window.fetch
  window.fetch = (input, init) => {
    if (!isPageData(input)) return plain(input, init)
    const { id } = tabShop
    const ask = id === null ? plain : forTenant(plain, id)
    return patiently(() => ask(input, init))
  }
}

const isPageData = (input: RequestInfo | URL): input is string =>
  typeof input === 'string' && new URL(input, location.href).pathname.endsWith('__data.json')

export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind !== 'unknown') return
  if (isNoAnswer(error)) {
    void reach.check()
    return {
      status: 503,
      unanswered: true,
      message: navigator.onLine ? 'Tidemark’s server does not answer.' : 'You are offline.',
      action: 'Try again once the connection is back.',
    }
  }
  console.error(error)
  return { message: 'Something went wrong on this page.' }
}
