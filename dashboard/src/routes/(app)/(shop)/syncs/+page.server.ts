import { forTenant } from '#lib/api/for-tenant.ts'
import { fetchCoverage, fetchProof, fetchRejected, fetchSync, startSync } from '#lib/api/routes.ts'
import { runCommand, shopOf, toResult } from '#lib/command/run-command.ts'
import { soon } from '#lib/loading/soon.ts'
import type { Actions, PageServerLoad } from './$types'

const rejectedShown = 50
const runsShown = 100

/** What is complete, what was set aside, what has run. Each part may fail without the others. */
export const load: PageServerLoad = async ({ fetch: anyShop, depends, parent }) => {
  depends('tidemark:syncs')
  const fetch = forTenant(anyShop, (await parent()).shop.id)
  const [coverage, proof, rejected, history] = await Promise.all([
    soon(fetchCoverage(fetch)),
    soon(fetchProof(fetch)),
    soon(fetchRejected(fetch, rejectedShown)),
    soon(fetchSync(fetch, runsShown)),
  ])
  return {
    details: {
      coverage: coverage.value,
      proof: proof.value,
      rejected: rejected.value,
      history: history.value,
    },
  }
}

export const actions: Actions = {
  command: runCommand,

  /** Sync now without JavaScript. */
  sync: async (event) => {
    const form = await event.request.formData()
    return toResult(event, 'sync', await startSync(shopOf(event, form)), () => ({
      outcome: 'done',
      sentence: 'A sync is running.',
    }))
  },
}
