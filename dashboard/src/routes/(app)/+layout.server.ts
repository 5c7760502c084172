import type { SessionResponse } from '@tidemark/api/contract'
import { redirect } from '@sveltejs/kit'
import { fetchSession } from '#lib/api/routes.ts'
import { expected } from '#lib/loading/expected.ts'
import { signInPath } from '#lib/session/next.ts'
import type { LayoutServerLoad } from './$types'

/** Everything that every signed-in page shows: who is signed in, and which shops there are. */
export const load: LayoutServerLoad = async ({ fetch, url, request, depends, untrack, locals }) => {
  depends('tidemark:session')
  const session = await fetchSession(fetch)
  if (!session.ok && session.failure.status === 401) {
    redirect(
      303,
      // A server is not told the address's fragment.
      untrack(() => signInPath({ pathname: url.pathname, search: url.search })),
    )
  }
  return {
    session: ofTab(expected(session), request.headers.get('x-tenant-id')),
    locale: locals.locale,
    theme: locals.theme,
    now: Date.now(),
  }
}

/** A tab says which shop it is about, since another one may have chosen another shop by now. */
function ofTab(session: SessionResponse, asked: string | null): SessionResponse {
  const isOwn = session.tenants.some(({ id }) => id === asked)
  return isOwn ? { ...session, tenantId: asked } : session
}
