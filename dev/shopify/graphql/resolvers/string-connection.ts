import type { ShopState } from '../../world/model.ts'
import { paginate } from '../paging/connection.ts'
import type { Resolver } from '../resolver.ts'

/** The distinct texts that a shop uses somewhere, in alphabetical order, as a `StringConnection`. */
export function stringConnection(textsOf: (state: ShopState) => string[]): Resolver<unknown> {
  return (_, args, { state }) => {
    const rows = [...new Set(textsOf(state))].filter((text) => text !== '').toSorted()
    const positionOf = (text: string) => ({ id: 0, value: text })
    return paginate({ rows, positionOf }, { args, toNode: (text) => text })
  }
}
