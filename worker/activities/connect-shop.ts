import { isGrpcServiceError } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import { endConnectionRequest } from '@tidemark/db'
import type { ConnectShopInput, ConnectShopResult } from '../contract.ts'
import { connectShop as connect, type Doorkeeper } from '../shops/connect-shop.ts'
import type { FailConnectionInput } from './types.ts'

/** Lets a shop in that waits in `connection_requests`. */
export async function connectShop(
  door: Doorkeeper,
  { requestId }: ConnectShopInput,
): Promise<ConnectShopResult> {
  try {
    return { connected: await connect(door, requestId) }
  } catch (error) {
    if (!isGrpcServiceError(error)) throw error
    throw ApplicationFailure.retryable('Temporal itself did not take the change.', 'TemporalAway')
  }
}

/** Tells whoever waits that nothing came of it. */
export async function failConnection(
  { db }: Pick<Doorkeeper, 'db'>,
  { requestId, sentence, action }: FailConnectionInput,
): Promise<void> {
  await endConnectionRequest(db, requestId, { status: 'failed', sentence, action })
}
