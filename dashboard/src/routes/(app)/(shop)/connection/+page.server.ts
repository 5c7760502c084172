import { fail } from '@sveltejs/kit'
import { forTenant } from '#lib/api/for-tenant.ts'
import { changeConnection } from '#lib/api/routes.ts'
import { readText } from '#lib/session/form-text.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  names: async ({ request, fetch }) => {
    const form = await request.formData()
    const storesNames = readText(form, 'storesNames') === 'yes'
    const shop = forTenant(fetch, readText(form, 'tenantId'))
    const answer = await changeConnection(shop, { storesNames })
    if (answer.ok) {
      const sentence = storesNames
        ? 'Names are stored again; the next sync reads them.'
        : 'All stored names have been removed, and none is read any more.'
      return { done: true, sentence }
    }
    const { status, sentence } = answer.failure
    return fail(status >= 400 ? status : 503, { done: false, sentence })
  },
}
