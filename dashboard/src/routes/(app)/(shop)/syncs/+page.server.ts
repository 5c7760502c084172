import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import type { Answer, Failure } from '#lib/api/answer.ts'
import { forTenant } from '#lib/api/for-tenant.ts'
import { controlShop, fetchCoverage, fetchRejected, fetchSync, startSync } from '#lib/api/routes.ts'
import { soon } from '#lib/loading/soon.ts'
import { readText } from '#lib/session/form-text.ts'
import { signInPath } from '#lib/session/next.ts'
import { describeFailure, type Asked, type CommandAnswer } from '#lib/syncs/answer.ts'
import { readCommand } from '#lib/syncs/command.ts'
import type { Actions, PageServerLoad } from './$types'

const rejectedShown = 50
const runsShown = 50

/** What is complete, what was set aside, what has run. Each part may fail without the others. */
export const load: PageServerLoad = async ({ fetch: anyShop, depends, parent }) => {
  depends('tidemark:syncs')
  const fetch = forTenant(anyShop, (await parent()).shop.id)
  const [coverage, rejected, history] = await Promise.all([
    soon(fetchCoverage(fetch)),
    soon(fetchRejected(fetch, rejectedShown)),
    soon(fetchSync(fetch, runsShown)),
  ])
  return {
    details: {
      coverage: coverage.value,
      rejected: rejected.value,
      history: history.value,
    },
  }
}

export const actions: Actions = {
  /** A command to the shop that the page showed, see `CommandForm`. */
  command: async (event) => {
    const form = await event.request.formData()
    const command = readCommand(form)
    if (!command) return refuse(null, 400, 'This form was not understood. Reload the page.')
    return toResult(
      event,
      command.command,
      await controlShop(shopOf(event, form), command),
      ({ done, sentence }) => ({ outcome: done ? 'done' : 'nothing', sentence }),
    )
  },

  /** Sync now without JavaScript. */
  sync: async (event) => {
    const form = await event.request.formData()
    return toResult(event, 'sync', await startSync(shopOf(event, form)), () => ({
      outcome: 'done',
      sentence: 'A sync is running.',
    }))
  },
}

const shopOf = ({ fetch }: Pick<RequestEvent, 'fetch'>, form: FormData): typeof globalThis.fetch =>
  forTenant(fetch, readText(form, 'tenantId'))

function toResult<T>(
  { url }: Pick<RequestEvent, 'url'>,
  asked: Asked,
  answer: Answer<T>,
  describe: (value: T) => Omit<CommandAnswer, 'asked'>,
) {
  if (answer.ok) {
    return { asked, ...describe(answer.value) } satisfies CommandAnswer
  }
  const { failure }: { failure: Failure } = answer
  if (failure.status === 401) redirect(303, signInPath({ pathname: url.pathname, search: '' }))
  return refuse(asked, failure.status >= 400 ? failure.status : 503, describeFailure(failure))
}

function refuse(asked: Asked | null, status: number, sentence: string) {
  return fail(status, { asked, outcome: 'failed', sentence } satisfies CommandAnswer)
}
