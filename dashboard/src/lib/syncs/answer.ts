import type { Failure } from '../api/answer.ts'
import type { ShopCommand } from '@tidemark/api/contract'

/** What a form of this page asked for; `sync` is Sync now without JavaScript. */
export type Asked = ShopCommand['command'] | 'sync'

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
