import { isGrpcServiceError } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import { listTenants } from '@tidemark/db'
import type { ControlShopInput, ControlShopResult } from '../contract.ts'
import { controlShop as control } from '../shops/control-shop.ts'
import type { Dependencies } from './dependencies.ts'

/** Carries an operator's command out, by the same functions as the command line. */
export async function controlShop(
  { db, temporal }: Pick<Dependencies, 'db' | 'temporal'>,
  { tenantId, requestedBy, ...command }: ControlShopInput,
): Promise<ControlShopResult> {
  const shop = (await listTenants(db)).find(({ id }) => id === tenantId.toLowerCase())
  if (!shop) throw ApplicationFailure.nonRetryable('There is no shop with this id.', 'NoSuchShop')
  const by = { via: 'workflow', userId: requestedBy ?? null } as const
  try {
    return await control({ db, temporal }, shop, command, by)
  } catch (error) {
    if (!isGrpcServiceError(error)) throw error
    throw ApplicationFailure.retryable('Temporal itself did not take the change.', 'TemporalAway')
  }
}
