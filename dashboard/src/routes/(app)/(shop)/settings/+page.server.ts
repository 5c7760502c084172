import { forTenant } from '#lib/api/for-tenant.ts'
import {
  changeShop,
  fetchMembers,
  fetchPrivacyFiles,
  fetchWebhooks,
  removeMember,
} from '#lib/api/routes.ts'
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
  const [webhooks, people, privacyFiles] = await Promise.all([
    soon(fetchWebhooks(fetch)),
    isOwner ? soon(fetchMembers(fetch)) : { value: null },
    isOwner ? soon(fetchPrivacyFiles(fetch)) : { value: null },
  ])
  return { webhooks: webhooks.value, people: people.value, privacyFiles: privacyFiles.value }
}

export const actions: Actions = {
  command: runCommand,
  names: changeNames,

  /** Takes a person's access to the shop away. */
  removeMember: async (event) => {
    const form = await event.request.formData()
    const answer = await removeMember(shopOf(event, form), readText(form, 'member'))
    return toResult(event, 'people', answer, () => ({
      outcome: 'done',
      sentence: `${readText(form, 'email')} has no access to this shop any more.`,
    }))
  },

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
