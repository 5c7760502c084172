import type { ShopCommand } from '@tidemark/api/contract'
import type { Failure } from '../api/answer.ts'

/**
 * What a form asked for: a command to the shop's sync, Sync now without JavaScript, or one of the
 * settings.
 */
export type Asked = ShopCommand['command'] | 'sync' | 'names' | 'reversals' | 'people'

/** What came of it, in the API's words or in those of its absence. */
export interface CommandAnswer {
  asked: Asked | null
  /** `nothing`: it was understood, but there was nothing to do. */
  outcome: 'done' | 'nothing' | 'failed'
  sentence: string
}

/** Why a command was not carried out, and what to do. */
export function describeFailure({ status, sentence }: Failure): string {
  if (status === 0) {
    return 'Tidemark’s server does not answer right now. Nothing was changed; try again in a moment.'
  }
  if (status >= 500 && !/again/.test(sentence)) return `${sentence} Try again in a moment.`
  return sentence
}

/** The answer to one of these, for the section that asks for them. */
export function answerTo(
  answer: CommandAnswer | null,
  ...asked: (Asked | null)[]
): CommandAnswer | null {
  return answer && asked.includes(answer.asked) ? answer : null
}
