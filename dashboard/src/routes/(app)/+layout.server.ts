import { redirect } from '@sveltejs/kit'
import { fetchSession } from '#lib/api/routes.ts'
import { expected } from '#lib/loading/expected.ts'
import { signInPath } from '#lib/session/next.ts'
import type { LayoutServerLoad } from './$types'

/** Everything that every signed-in page shows: who is signed in, and which shops there are. */
export const load: LayoutServerLoad = async ({ fetch, url, depends, untrack, locals }) => {
  depends('tidemark:session')
  const session = await fetchSession(fetch)
  if (!session.ok && session.failure.status === 401) {
    redirect(
      303,
      untrack(() => signInPath(url)),
    )
  }
  return {
    session: expected(session),
    locale: locals.locale,
    theme: locals.theme,
    now: Date.now(),
  }
}
