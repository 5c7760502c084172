import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import type { Answer } from '../api/answer.ts'
import { forTenant } from '../api/for-tenant.ts'
import { controlShop } from '../api/routes.ts'
import { readText } from '../session/form-text.ts'
import { signInPath } from '../session/next.ts'
import { valuesBut } from '../view/address.ts'
import { describeFailure, type Asked, type CommandAnswer } from './answer.ts'
import { readCommand } from './command.ts'

type FormEvent = Pick<RequestEvent, 'request' | 'fetch' | 'url'>

/** The form action behind `CommandForm`: a command to the shop that the page showed. */
export async function runCommand(event: FormEvent) {
  const form = await event.request.formData()
  const command = readCommand(form)
  if (!command) return refuse(null, 400, 'This form was not understood. Reload the page.')
  return toResult(
    event,
    command.command,
    await controlShop(shopOf(event, form), command),
    ({ done, sentence }) => ({ outcome: done ? 'done' : 'nothing', sentence }),
  )
}

/** Asks about the shop that the page showed, whatever another tab has chosen since. */
export const shopOf = (
  { fetch }: Pick<FormEvent, 'fetch'>,
  form: FormData,
): typeof globalThis.fetch => forTenant(fetch, readText(form, 'tenantId'))

/** What a form action gives back; whose session has ended signs in and comes back to the page. */
export function toResult<T>(
  { url }: Pick<FormEvent, 'url'>,
  asked: Asked,
  answer: Answer<T>,
  describe: (value: T) => Omit<CommandAnswer, 'asked'>,
) {
  if (answer.ok) {
    return { asked, ...describe(answer.value) } satisfies CommandAnswer
  }
  const { failure } = answer
  if (failure.status === 401) {
    const rest = new URLSearchParams(valuesBut(url.searchParams, []))
    const search = rest.size === 0 ? '' : `?${rest}`
    redirect(303, signInPath({ pathname: url.pathname, search }))
  }
  return refuse(asked, failure.status >= 400 ? failure.status : 503, describeFailure(failure))
}

function refuse(asked: Asked | null, status: number, sentence: string) {
  return fail(status, { asked, outcome: 'failed', sentence } satisfies CommandAnswer)
}
