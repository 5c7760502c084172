import { forTenant } from '#lib/api/for-tenant.ts'
import { changeShop, fetchPrivacyFiles, fetchWebhooks } from '#lib/api/routes.ts'
import { runCommand, shopOf, toResult } from '#lib/command/run-command.ts'
import { soon } from '#lib/loading/soon.ts'
import { readText } from '#lib/session/form-text.ts'
import { changeNames } from '#lib/settings/change-names.ts'
import type { Actions, PageServerLoad } from './$types'

/** The connection and the sync are of the layout; the webhooks may fail by themselves. */
export const load: PageServerLoad = async ({ fetch: anyShop, depends, parent }) => {
  depends('tidemark:settings')
  const { shop, session } = await parent()
  const fetch = forTenant(anyShop, shop.id)
  const isOwner = session.tenants.find(({ id }) => id === shop.id)?.role === 'owner'
  const [webhooks, privacyFiles] = await Promise.all([
    soon(fetchWebhooks(fetch)),
    isOwner ? soon(fetchPrivacyFiles(fetch)) : { value: null },
  ])
  return { webhooks: webhooks.value, privacyFiles: privacyFiles.value }
}

export const actions: Actions = {
  command: runCommand,
  names: changeNames,

  /** On which day returns count where the address does not say. */
  reversals: async (event) => {
    const form = await event.request.formData()
    const usualReversals = readText(form, 'reversals') === 'order' ? 'order' : 'event'
    const answer = await changeShop(shopOf(event, form), { usualReversals })
    return toResult(event, 'reversals', answer, () => ({
      outcome: 'done',
      sentence:
        usualReversals === 'order'
          ? 'Returns now count on the day of their order, on every page of this shop.'
          : 'Returns now count on the day they happened, on every page of this shop.',
    }))
  },
}
