import type { RequestEvent } from '@sveltejs/kit'
import { changeConnection } from '../api/routes.ts'
import { shopOf, toResult } from '../command/run-command.ts'
import { readText } from '../session/form-text.ts'

/** The form action that allows or forbids that customers' names are stored. */
export async function changeNames(event: Pick<RequestEvent, 'request' | 'fetch' | 'url'>) {
  const form = await event.request.formData()
  const storesNames = readText(form, 'storesNames') === 'yes'
  const answer = await changeConnection(shopOf(event, form), { storesNames })
  return toResult(event, 'names', answer, () => ({
    outcome: 'done',
    sentence: storesNames
      ? 'Names are stored again; the next sync reads them.'
      : 'All stored names have been removed, and none is read any more.',
  }))
}
