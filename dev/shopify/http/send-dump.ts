import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { dumpShop } from '../truth/dump.ts'
import { findShop, now } from '../world/index.ts'
import { BadRequestError } from './request.ts'
import type { ServerState } from './shops.ts'

/** `GET /_control/dump?shop`: a shop's objects as JSON lines, streamed, see `dumpShop`. */
export async function sendDump(
  { world }: ServerState,
  url: URL,
  response: ServerResponse,
): Promise<void> {
  const name = url.searchParams.get('shop') ?? ''
  const state = findShop(world, name)
  if (state === undefined) throw new BadRequestError(`There is no shop ${JSON.stringify(name)}.`)
  response.writeHead(200, { 'content-type': 'application/jsonl; charset=utf-8' })
  await pipeline(Readable.from(dumpShop(state, now(world))), response)
}
