import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { EmptyShop } from './empty-shopify.ts'

export interface EmptyShopify {
  /** For `SHOPIFY_ORIGIN`. */
  origin: string
  pid: number
  /** How many requests it has answered so far, by the query's name. */
  countAnswered: () => Promise<Record<string, number>>
  stop: () => void
}

export async function forkShopify(shop: EmptyShop): Promise<EmptyShopify> {
  const child = fork(new URL('empty-shopify.ts', import.meta.url), [JSON.stringify(shop)])
  const { port } = await next<{ port: number }>(child)
  return {
    origin: `http://127.0.0.1:${port}/{shop}`,
    pid: child.pid ?? 0,
    async countAnswered() {
      const answer = next<{ answered: Record<string, number> }>(child)
      child.send('count')
      return (await answer).answered
    },
    stop: () => child.disconnect(),
  }
}

async function next<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, 'message')) as [T]
  return message
}
