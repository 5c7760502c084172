import { error, redirect } from '@sveltejs/kit'
import type { Answer } from '#lib/api/answer.ts'
import { fetchConnection, fetchSession, fetchShop, fetchSync } from '#lib/api/routes.ts'
import { signInPath } from '#lib/session/next.ts'
import type { LayoutServerLoad } from './$types'

/** Everything that every signed-in page shows: who, which shop, how its sync stands. */
export const load: LayoutServerLoad = async ({ fetch, url, depends, untrack, locals }) => {
  depends('tidemark:shop')
  const [session, shop, sync, connection] = await Promise.all([
    fetchSession(fetch),
    fetchShop(fetch),
    fetchSync(fetch, 8),
    fetchConnection(fetch),
  ])
  if (!session.ok && session.failure.status === 401) {
    redirect(
      303,
      untrack(() => signInPath(url)),
    )
  }
  const account = expected(session)
  return {
    session: account,
    // An account without a shop has neither.
    shop: account.tenantId === null ? null : expected(shop),
    sync: account.tenantId === null ? null : expected(sync),
    // A page is worth showing without it.
    connection: account.tenantId !== null && connection.ok ? connection.value : null,
    locale: locals.locale,
    theme: locals.theme,
    now: Date.now(),
  }
}

function expected<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value
  const { status, sentence } = answer.failure
  return error(status === 0 ? 503 : status, sentence, {
    action: 'Your data is safe. Try again in a moment.',
  })
}
